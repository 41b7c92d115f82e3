import { AwsError } from "./aws-error.ts";

/**
 * Refuses what a request asks for beside what is played, so that nothing is silently left out.
 * @param operation `iot:CreateJob`
 * @param names members of its input
 * @throws AwsError NotImplemented that names them
 */
export function refuseMembers(operation: string, input: unknown, names: readonly string[] = []): void {
  const members = input as Readonly<Record<string, unknown>>;
  const given = names.filter((name) => isAskedFor(members[name]));
  if (given.length > 0)
    throw new AwsError("NotImplemented", `Local AWS does not play ${given.join(", ")} of ${operation}`, 501);
}

/** What is off or empty asks for nothing: tools send such. */
function isAskedFor(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === "object" && value !== null) return Object.values(value).some(isAskedFor);
  return value !== undefined && value !== false && value !== "";
}
