/** A statement of a policy document, in IAM's grammar. */
interface Statement {
  readonly Effect?: string;
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
  readonly Condition?: object;
}

/** Whether a bucket's policy allows anything to everybody, on no condition. */
export function opensToEverybody(document: string): boolean {
  return statementsOf(document).some(
    ({ Effect, Principal, Condition }) =>
      Effect === "Allow" && Condition === undefined && names(Principal).includes("*"),
  );
}

/**
 * What a bucket's policy denies a role, as a policy that the role itself could have: AWS simulates the policies of roles,
 * and none of resources for them. A Deny counts wherever it stands, so the answer is the same.
 * @returns undefined where it denies the role nothing
 */
export function denialsOf(document: string, roleArn: string): string | undefined {
  const [, , , , account = ""] = roleArn.split(":");
  const isMeant = (name: string) =>
    name === "*" || name === roleArn || name === account || name.endsWith(`:${account}:root`);
  const denials = statementsOf(document).filter(({ Effect, Principal, NotPrincipal }) => {
    if (Effect !== "Deny") return false;
    return NotPrincipal === undefined ? names(Principal).some(isMeant) : !names(NotPrincipal).includes(roleArn);
  });
  if (denials.length === 0) return undefined;
  const own = denials.map(({ Principal, NotPrincipal, ...statement }) => statement);
  return JSON.stringify({ Version: "2012-10-17", Statement: own });
}

function statementsOf(document: string): Statement[] {
  const { Statement = [] }: { Statement?: Statement | Statement[] } = Object(JSON.parse(document));
  return [Statement].flat();
}

/** `"*"` and `{ "AWS": "*" }` are the same. */
function names(principal: unknown): string[] {
  if (typeof principal === "string") return [principal];
  const { AWS = [] }: { AWS?: string | string[] } = Object(principal);
  return [AWS].flat();
}
