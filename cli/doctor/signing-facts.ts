import type { GetSigningProfileResponse } from "@aws-sdk/client-signer";
import { findCertificate } from "../../functions/aws/signing-certificate.ts";
import type { CertificateReport } from "../../functions/firmware/signing-certificate.ts";
import { isOwnName } from "../../functions/firmware/stack-profile.ts";
import { findProfile } from "../profiles/profiles.ts";
import { look, type Sight } from "./sight.ts";

/** A signing profile, with all that it signs by. */
export interface SigningFacts {
  readonly name: string;
  /** Whether a stack has made it, and makes another one of another certificate. */
  readonly isOwn: boolean;
  /** Undefined where the name was never used. */
  readonly profile: Sight<GetSigningProfileResponse | undefined>;
  /** Undefined where the certificate is gone. */
  readonly certificate: Sight<CertificateReport | undefined>;
}

export async function lookAtSigning(name: string, stackName: string): Promise<SigningFacts> {
  const profile = await look("signer:GetSigningProfile", () => findProfile(name));
  const arn = profile.seen ? profile.value?.signingMaterial?.certificateArn : undefined;
  const certificate: SigningFacts["certificate"] = arn
    ? await look("acm:DescribeCertificate", () => findCertificate(arn))
    : { seen: false, why: "the profile names none" };
  return { name, isOwn: isOwnName(name, stackName), profile, certificate };
}
