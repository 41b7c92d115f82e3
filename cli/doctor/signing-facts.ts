import type { GetSigningProfileResponse } from "@aws-sdk/client-signer";
import { type CertificateReport, describeCertificate } from "../profiles/certificates.ts";
import { listPlatforms, type PlatformReport } from "../profiles/platforms.ts";
import { findProfile } from "../profiles/profiles.ts";
import { look, lookFor, type Sight } from "./sight.ts";

/** A signing profile, with all that it signs by. */
export interface SigningFacts {
  readonly name: string;
  /** Undefined where the name was never used. */
  readonly profile: Sight<GetSigningProfileResponse | undefined>;
  /** Undefined where the certificate is gone. */
  readonly certificate: Sight<CertificateReport | undefined>;
  readonly platforms: Sight<readonly PlatformReport[]>;
}

export async function lookAtSigning(name: string): Promise<SigningFacts> {
  const profile = await look("signer:GetSigningProfile", () => findProfile(name));
  const platforms = await look("signer:ListSigningPlatforms", listPlatforms);
  const arn = profile.seen ? profile.value?.signingMaterial?.certificateArn : undefined;
  const certificate: SigningFacts["certificate"] = arn
    ? await lookFor("acm:DescribeCertificate", ["ResourceNotFoundException"], () => describeCertificate(arn))
    : { seen: false, why: "the profile names none" };
  return { name, profile, certificate, platforms };
}
