import { AwsError } from "../../http/aws-error.ts";

/** @throws AwsError NotImplemented that names what a request asks for and local AWS does not play */
export function refuseUnplayed(request: object, names: readonly string[]): void {
  const asked = Object.entries(request).find(([name, value]) => names.includes(name) && isAskedFor(value));
  if (asked) throw new AwsError("NotImplemented", `Local AWS does not play ${asked[0]} of CloudFormation`, 501);
}

function isAskedFor(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === "object" && value !== null) return Object.values(value).some(isAskedFor);
  return value !== undefined && value !== false && value !== "";
}
