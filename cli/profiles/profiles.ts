import {
  CancelSigningProfileCommand,
  GetSigningProfileCommand,
  type GetSigningProfileResponse,
  paginateListSigningProfiles,
  type SigningProfile,
} from "@aws-sdk/client-signer";
import { signer } from "../../functions/aws/clients.ts";
import { isDenied, isNamed } from "../../functions/aws/failure.ts";
import { findCertificate } from "../../functions/aws/signing-certificate.ts";
import type { CertificateReport } from "../../functions/firmware/signing-certificate.ts";
import { NotFoundError } from "../not-found-error.ts";
import type { ProfileUser } from "./profile-users.ts";

/** A signing profile. */
export interface ProfileReport {
  readonly profile: string;
  /** `Active`, `Canceled`, `Revoked`. */
  readonly status: string;
  readonly platformId: string;
  readonly certificateArn: string | null;
  /** Where devices find the certificate; null where the profile does not say, and so cannot sign for them. */
  readonly certname: string | null;
  /** `stack ota-pipeline`, `product pump`; null where it is not known. */
  readonly usedBy: readonly string[] | null;
}

/** One that is looked at alone. */
export interface WholeProfileReport extends ProfileReport {
  readonly profileVersionArn: string | null;
  /** null where ACM does not know it any more, or may not be asked. */
  readonly certificate: CertificateReport | null;
}

/** Lists profiles; canceled and revoked ones only when `all` are wanted. */
export async function listProfiles(all: boolean, users: readonly ProfileUser[] | undefined): Promise<ProfileReport[]> {
  const found: ProfileReport[] = [];
  for await (const { profiles = [] } of paginateListSigningProfiles({ client: signer }, { includeCanceled: all })) {
    found.push(...profiles.map((profile) => reportOf(profile, users)));
  }
  return found;
}

/** The profile, or undefined where the name was never used. */
export async function findProfile(profileName: string): Promise<GetSigningProfileResponse | undefined> {
  try {
    return await signer.send(new GetSigningProfileCommand({ profileName }));
  } catch (error) {
    if (isNamed(error, "ResourceNotFoundException")) return undefined;
    throw error;
  }
}

/** @throws NotFoundError */
export async function lookAtProfile(
  profileName: string,
  users: readonly ProfileUser[] | undefined,
): Promise<WholeProfileReport> {
  const profile = await findProfile(profileName);
  if (!profile)
    throw new NotFoundError(`There is no signing profile ${profileName}. \`ota profile list\` shows those there are.`);
  const report = reportOf(profile, users);
  return {
    ...report,
    profileVersionArn: profile.profileVersionArn ?? null,
    certificate: report.certificateArn === null ? null : await certificateOf(report.certificateArn),
  };
}

async function certificateOf(arn: string): Promise<CertificateReport | null> {
  try {
    return (await findCertificate(arn)) ?? null;
  } catch (error) {
    if (isDenied(error)) return null;
    throw error;
  }
}

/** It signs nothing from now on, and its name stays taken. */
export async function cancelProfile(profileName: string): Promise<void> {
  await signer.send(new CancelSigningProfileCommand({ profileName }));
}

function reportOf(
  { profileName = "", status, platformId = "", signingMaterial, signingParameters }: SigningProfile,
  users: readonly ProfileUser[] | undefined,
): ProfileReport {
  return {
    profile: profileName,
    status: status ?? "",
    platformId,
    certificateArn: signingMaterial?.certificateArn ?? null,
    certname: signingParameters?.["certname"] ?? null,
    usedBy: users?.filter(({ profile }) => profile === profileName).map(({ user }) => user) ?? null,
  };
}
