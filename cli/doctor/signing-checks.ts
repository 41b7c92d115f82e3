import type { GetSigningProfileResponse } from "@aws-sdk/client-signer";
import { certificatePathOf, SignerProfileUnusableError } from "../../functions/firmware/signing-profile.ts";
import type { CertificateReport } from "../profiles/certificates.ts";
import { daysLeft, unfitness, warningDays } from "../profiles/fitness.ts";
import { type Finding, fail, type Judgement, judged, ok, warn } from "./finding.ts";
import type { SigningFacts } from "./signing-facts.ts";

/** @param now milliseconds since 1970, by AWS's clock */
export function judgeSigning(facts: SigningFacts, now: number): Finding[] {
  const { name, profile, certificate } = facts;
  const ofProfile = judged(`signing profile ${name}`, profile, (found) => judgeProfile(name, found));
  if (ofProfile.status !== "ok") return [ofProfile];
  return [ofProfile, judged(`certificate of ${name}`, certificate, (found) => judgeCertificate(found, facts, now))];
}

function judgeProfile(name: string, profile: GetSigningProfileResponse | undefined): Judgement {
  if (!profile) return fail("it does not exist, so nothing can be signed", putText(name));
  try {
    return ok(`signs on ${profile.platformId}; devices have its certificate at ${certificatePathOf(name, profile)}`);
  } catch (error) {
    if (!(error instanceof SignerProfileUnusableError)) throw error;
    const problem = error.message.slice(`Signing profile ${name} `.length);
    return fail(`it ${problem}`, `A profile cannot be changed: ${anotherText(name)}`);
  }
}

function judgeCertificate(
  certificate: CertificateReport | undefined,
  { name, profile, platforms }: SigningFacts,
  now: number,
): Judgement {
  const another = `Put another certificate on the devices; then ${anotherText(name)}`;
  if (!certificate) return fail("it is gone from ACM, so the profile cannot sign", another);
  const platformId = (profile.seen && profile.value?.platformId) || "";
  const platform = platforms.seen ? platforms.value.find((one) => one.platformId === platformId) : undefined;
  const problem = unfitness(certificate, platform ?? { platformId, encryptionAlgorithms: [] }, now);
  if (problem) return fail(problem, another);
  const { notAfter, keyAlgorithm } = certificate;
  if (notAfter === null) return ok(keyAlgorithm);
  const days = daysLeft(notAfter, now);
  const words = `${keyAlgorithm}, until ${notAfter.slice(0, 10)}, ${days} days`;
  return days < warningDays ? warn(words, another) : ok(words);
}

/** How to make a profile that takes its place. */
function anotherText(name: string): string {
  const other = `${name.slice(0, 62)}_2`;
  return `${putText(other)}, and name ${other} in the stack, or in the settings of the product`;
}

function putText(name: string): string {
  return `ota profile put ${name} --certificate <file> --private-key <file> --certname <path on the device>`;
}
