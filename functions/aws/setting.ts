/** The template does not give the function a setting it needs. */
export class SettingMissingError extends Error {
  override readonly name = "SettingMissingError";
  readonly setting: string;

  constructor(setting: string) {
    super(`The setting ${setting} is missing`);
    this.setting = setting;
  }
}

/**
 * An environment variable, read when it is needed. What it may say, the template's parameters see to.
 * @throws SettingMissingError by its name, when it is missing or empty
 */
export function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new SettingMissingError(name);
  return value;
}
