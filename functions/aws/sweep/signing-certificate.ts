import { DescribeCertificateCommand } from "@aws-sdk/client-acm";
import { acm } from "../clients.ts";
import { isNamed } from "../failure.ts";
import { logger } from "../logger.ts";
import { setting } from "../setting.ts";
import { findProfile } from "../stack-profile.ts";
import type { Pass } from "../steps.ts";
import { type ChoreOptions, nothingToDo } from "./chore.ts";

const aDay = 86_400_000;

/** Writes down for how many days the stack's profile can sign yet: an alarm hears of it long before releases fail by that. */
export async function lookAtSigning({ isDryRun }: ChoreOptions): Promise<Pass> {
  if (isDryRun) return nothingToDo;
  const profile = setting("SIGNING_PROFILE");
  logger.info("Looked how long can be signed", { signingProfile: profile, daysLeft: await daysLeftOf(profile) });
  return nothingToDo;
}

/** Whole days; 0 for a profile that is gone or canceled, and for one whose certificate is. */
async function daysLeftOf(profileName: string): Promise<number> {
  const profile = await findProfile(profileName);
  const certificateArn = profile?.status === "Active" ? profile.signingMaterial?.certificateArn : undefined;
  const until = certificateArn && (await endOf(certificateArn));
  return until ? Math.max(0, Math.floor((until.getTime() - Date.now()) / aDay)) : 0;
}

async function endOf(certificateArn: string): Promise<Date | undefined> {
  try {
    const { Certificate } = await acm.send(new DescribeCertificateCommand({ CertificateArn: certificateArn }));
    return Certificate?.NotAfter;
  } catch (error) {
    if (isNamed(error, "ResourceNotFoundException")) return undefined;
    throw error;
  }
}
