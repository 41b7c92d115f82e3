const placeholder = /\$\{(!?)([^}]+)\}/g;

/** Fills the `${name}` of an `Fn::Sub`; `${!name}` stays, as `${name}`. */
export function substitute(template: string, fill: (name: string) => string): string {
  return template.replaceAll(placeholder, (_, literal: string, name: string) =>
    literal ? `\${${name}}` : fill(name.trim()),
  );
}

/** The names that a template of `Fn::Sub` asks for. */
export function namesIn(template: string): string[] {
  return [...template.matchAll(placeholder)].filter(([, literal]) => !literal).map(([, , name = ""]) => name.trim());
}
