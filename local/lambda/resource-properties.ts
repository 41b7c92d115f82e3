import { AwsError } from "../http/aws-error.ts";

/** Of a resource in a template, resolved. */
export type Properties = Readonly<Record<string, unknown>>;

/** Empty when it is not there. */
export function object(properties: Properties, name: string): Properties {
  return (properties[name] as Properties | undefined) ?? {};
}

/** @throws AwsError InvalidParameterValueException, also when it is not there and there is no other */
export function text(properties: Properties, name: string, otherwise?: string): string {
  const value = properties[name] ?? otherwise;
  if (typeof value === "string") return value;
  throw invalid(value === undefined ? `${name} is required` : `${name} is a text, not ${JSON.stringify(value)}`);
}

/** A number, or its text. @throws AwsError InvalidParameterValueException */
export function wholeNumber(
  properties: Properties,
  name: string,
  { least, most, otherwise }: { least: number; most: number; otherwise: number },
): number {
  const value = Number(properties[name] ?? otherwise);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw invalid(`${name} is a whole number from ${least} to ${most}, not ${JSON.stringify(properties[name])}`);
}

export function invalid(message: string): AwsError {
  return new AwsError("InvalidParameterValueException", message, 400, { Type: "User" });
}
