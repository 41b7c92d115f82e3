import type { Grant } from "../../local/iam/grants.ts";
import type { DeployedNames } from "../../local/iam/record.ts";

/**
 * Returns what says the template's own names for those of a stack: `FirmwareBucket/firmware/*` for
 * `arn:aws:s3:::ota-pipeline-firmwarebucket-2qkhilbt473w/firmware/*`. A parameter's value becomes its name where it is the end of a profile's ARN, or
 * the certificate's: the only places where a policy has one.
 */
export function plainNames({ parameters, resources }: DeployedNames): (text: string) => string {
  const given = new Set(Object.values(parameters)); // a resource that was given goes by its parameter
  const byPhysicalName = Object.entries(resources)
    .filter(([, { physicalId }]) => !given.has(physicalId))
    .map(([logicalId, { physicalId }]) => [lastPart(physicalId), logicalId] as const)
    .sort(([one], [other]) => other.length - one.length);
  const profiles = Object.entries(parameters).filter(([name, value]) => /SigningProfile/.test(name) && value !== "");
  const certificate = parameters["CertificateArn"];
  return (text) => {
    if (certificate && text === certificate) return "certificate/<CertificateArn>";
    const named = byPhysicalName.reduce((plain, [physical, logical]) => plain.replaceAll(physical, logical), text);
    const profile = profiles.find(([, value]) => named.endsWith(`/signing-profiles/${value}`));
    const whole = profile ? `${named.slice(0, -profile[1].length)}<${profile[0]}>` : named;
    return withoutStart(whole);
  };
}

/** A grant by plain names. */
export function plainGrant(grant: Grant, plain: (text: string) => string): Grant {
  return {
    ...grant,
    holder: plainHolder(grant.holder, plain),
    policy: plain(grant.policy),
    statement: plain(grant.statement),
    resource: plain(grant.resource),
  };
}

/** Whoever has a policy: a role that was made for a function is the function's, and goes by its name. */
export function plainHolder(holder: string, plain: (text: string) => string): string {
  return plain(holder).replace(/(?<=(Function|StateMachine))Role$/, "");
}

/** A URL or an ARN goes by what it ends with. */
function lastPart(physicalId: string): string {
  return physicalId.split(/[:/]/).at(-1) ?? physicalId;
}

/** The action already says which service, and account and region are the stack's own. */
function withoutStart(arn: string): string {
  const kind = /^arn:aws:(?:iam|lambda|sns|sqs|s3|states):[^:]*:[^:]*:(?:role\/|function:|stateMachine:)?/;
  return arn.replace(kind, "").replace(/^arn:aws:[^:]+:[^:]*:[^:]*:\/?/, "");
}
