/** The template does not give the function a setting it needs, or gives it one that cannot be. */
export class SettingInvalidError extends Error {
  override readonly name = "SettingInvalidError";
  readonly setting: string;

  constructor(setting: string, reason: string) {
    super(`The setting ${setting} ${reason}`);
    this.setting = setting;
  }
}

/**
 * An environment variable, read when it is needed.
 * @throws SettingInvalidError by its name, when it is missing or empty
 */
export function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new SettingInvalidError(name, "is missing");
  return value;
}

/** @throws SettingInvalidError when it is none of the values */
export function settingOf<Value extends string>(name: string, values: readonly Value[]): Value {
  const value = setting(name);
  const known = values.find((one) => one === value);
  if (!known) throw new SettingInvalidError(name, `is ${value}, not ${values.join(" or ")}`);
  return known;
}

/** @throws SettingInvalidError when it is no whole number above zero */
export function settingInDays(name: string): number {
  const days = Number(setting(name));
  if (!Number.isInteger(days) || days < 1) throw new SettingInvalidError(name, `is ${days}, not a number of days`);
  return days;
}
