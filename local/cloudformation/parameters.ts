import type { ParameterDeclaration } from "./template.ts";
import { templateError } from "./template-error.ts";

/** What `Ref` gives for a parameter: a text, or a list of them. */
export type ParameterValue = string | readonly string[];

/**
 * The values of a stack's parameters: those given, else the template's defaults.
 * @throws AwsError ValidationError that names the parameter which is unknown, missing, or not as the template wants it
 */
export function parameterValues(
  declarations: Readonly<Record<string, ParameterDeclaration>>,
  given: Readonly<Record<string, string>>,
): Map<string, ParameterValue> {
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(declarations, name));
  if (unknown.length > 0) throw templateError(`Parameters: [${unknown.join(", ")}] do not exist in the template`);
  const missing = Object.keys(declarations).filter(
    (name) => given[name] === undefined && declarations[name]?.Default === undefined,
  );
  if (missing.length > 0) throw templateError(`Parameters: [${missing.join(", ")}] must have values`);
  return new Map(
    Object.entries(declarations).map(([name, declaration]) => {
      const value = given[name] ?? String(declaration.Default);
      return [name, checkedValue(name, declaration, value)];
    }),
  );
}

const types: Readonly<Record<string, { readonly isList: boolean; readonly isNumber: boolean }>> = {
  String: { isList: false, isNumber: false },
  Number: { isList: false, isNumber: true },
  CommaDelimitedList: { isList: true, isNumber: false },
  "List<Number>": { isList: true, isNumber: true },
  "List<String>": { isList: true, isNumber: false },
};

function checkedValue(name: string, declaration: ParameterDeclaration, value: string): ParameterValue {
  const type = types[declaration.Type];
  if (!type) throw templateError(`Local AWS does not play parameters of the type ${declaration.Type}: ${name}`);
  const items = type.isList ? value.split(",").map((item) => item.trim()) : [value];
  for (const item of items) {
    const wrong = type.isNumber && !isNumber(item) ? "must be a number" : violation(declaration, item);
    if (wrong)
      throw templateError(
        `Parameter ${name} ${declaration.ConstraintDescription ? described(declaration, item) : `${wrong}, not '${item}'`}`,
      );
  }
  return type.isList ? items : value;
}

function described({ ConstraintDescription }: ParameterDeclaration, item: string): string {
  return `failed to satisfy constraint: ${ConstraintDescription} It is '${item}'`;
}

function isNumber(text: string): boolean {
  return text.trim() !== "" && Number.isFinite(Number(text));
}

/** How a value breaks a constraint, if it does. */
function violation(declaration: ParameterDeclaration, value: string): string | undefined {
  const { AllowedValues, AllowedPattern, MinLength, MaxLength, MinValue, MaxValue } = declaration;
  if (AllowedValues && !AllowedValues.map(String).includes(value)) return `must be one of ${AllowedValues.join(", ")}`;
  if (AllowedPattern !== undefined && !expressionOf(AllowedPattern).test(value))
    return `must match pattern ${AllowedPattern}`;
  if (MinLength !== undefined && value.length < Number(MinLength))
    return `must contain at least ${MinLength} characters`;
  if (MaxLength !== undefined && value.length > Number(MaxLength))
    return `must contain at most ${MaxLength} characters`;
  if (MinValue !== undefined && Number(value) < Number(MinValue)) return `must be a number not less than ${MinValue}`;
  if (MaxValue !== undefined && Number(value) > Number(MaxValue))
    return `must be a number not greater than ${MaxValue}`;
  return undefined;
}

function expressionOf(pattern: string): RegExp {
  try {
    return new RegExp(`^(?:${pattern})$`);
  } catch (error) {
    throw templateError(`Template validation error: AllowedPattern ${pattern}: ${(error as Error).message}`);
  }
}
