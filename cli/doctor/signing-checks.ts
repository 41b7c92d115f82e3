import { type CertificateReport, unfitness } from "../../functions/firmware/signing-certificate.ts";
import { certificatePathOf, SignerProfileUnusableError } from "../../functions/firmware/signing-profile.ts";
import { anotherName } from "../profiles/another-name.ts";
import { daysLeft, warningDays } from "../profiles/fitness.ts";
import { type Finding, fail, type Judgement, judged, ok, warn } from "./finding.ts";
import type { SigningFacts } from "./signing-facts.ts";

/** @param now milliseconds since 1970, by AWS's clock */
export function judgeSigning(facts: SigningFacts, now: number): Finding[] {
  const { name, profile, certificate } = facts;
  const ofProfile = judged(`signing profile ${name}`, profile, () => judgeProfile(facts));
  if (ofProfile.status !== "ok") return [ofProfile];
  return [ofProfile, judged(`certificate of ${name}`, certificate, (found) => judgeCertificate(found, facts, now))];
}

function judgeProfile(facts: SigningFacts): Judgement {
  const { name } = facts;
  const profile = profileOf(facts);
  if (!profile) {
    const fix = facts.isOwn ? anotherText(facts) : putText(name);
    return fail("it does not exist, so nothing can be signed", fix);
  }
  try {
    return ok(`signs on ${profile.platformId}; devices have its certificate at ${certificatePathOf(name, profile)}`);
  } catch (error) {
    if (!(error instanceof SignerProfileUnusableError)) throw error;
    return fail(`it ${error.reason}`, `A profile cannot be changed: ${anotherText(facts)}`);
  }
}

function judgeCertificate(certificate: CertificateReport | undefined, facts: SigningFacts, now: number): Judgement {
  const another = `Put another certificate on the devices; then ${anotherText(facts)}`;
  if (!certificate) return fail("it is gone from ACM, so the profile cannot sign", another);
  const problem = unfitness(certificate, profileOf(facts)?.platformId ?? "", now);
  if (problem) return fail(problem, another);
  const { notAfter, keyAlgorithm } = certificate;
  if (notAfter === null) return ok(keyAlgorithm);
  const days = daysLeft(notAfter, now);
  const words = `${keyAlgorithm}, until ${notAfter.slice(0, 10)}, ${days} days`;
  return days < warningDays ? warn(words, another) : ok(words);
}

function profileOf({ profile }: SigningFacts) {
  return profile.seen ? profile.value : undefined;
}

/** How to come to a profile that takes its place. A stack that makes its own takes none that is named to it. */
function anotherText({ name, isOwn }: SigningFacts): string {
  if (isOwn) {
    const deploy = "scripts/sam deploy --parameter-overrides CertificateArn=<its ARN>";
    return `import another certificate (aws acm import-certificate), and have the stack make a profile of it: ${deploy} CertificatePathOnDevice=<path on the device>`;
  }
  const other = anotherName(name);
  return `${putText(other)}, and name ${other} in the stack, or in the settings of the product`;
}

function putText(name: string): string {
  return `ota profile put ${name} --certificate <file> --private-key <file> --certname <path on the device>`;
}
