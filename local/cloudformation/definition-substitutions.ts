import { isObject, type Properties } from "./template.ts";
import { templateError } from "./template-error.ts";

/**
 * The definition of a state machine with its `${name}` replaced, as `DefinitionString`.
 * @throws AwsError ValidationError for a name that is only in the definition, or only among the substitutions
 */
export function withSubstitutions(logicalId: string, properties: Properties): Record<string, unknown> {
  const { Definition, DefinitionSubstitutions = {}, ...rest } = properties;
  const text = Definition === undefined ? String(rest["DefinitionString"]) : JSON.stringify(Definition);
  const substitutions = isObject(DefinitionSubstitutions) ? DefinitionSubstitutions : {};
  const names = new Set([...text.matchAll(placeholder)].map(([, name = ""]) => name));
  const unknown = [...names].filter((name) => !Object.hasOwn(substitutions, name));
  if (unknown.length > 0)
    throw templateError(`The definition of ${logicalId} names ${list(unknown)}, and DefinitionSubstitutions do not`);
  const unused = Object.keys(substitutions).filter((name) => !names.has(name));
  if (unused.length > 0)
    throw templateError(
      `DefinitionSubstitutions of ${logicalId} give ${list(unused)}, which its definition does not name`,
    );
  return { ...rest, DefinitionString: text.replaceAll(placeholder, (_, name: string) => String(substitutions[name])) };
}

const placeholder = /\$\{(\w+)\}/g;

function list(names: readonly string[]): string {
  return names.map((name) => `\${${name}}`).join(", ");
}
