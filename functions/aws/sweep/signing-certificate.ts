import { logger } from "../logger.ts";
import { setting } from "../setting.ts";
import { findCertificate } from "../signing-certificate.ts";
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
  const until = certificateArn && (await findCertificate(certificateArn))?.notAfter;
  return until ? Math.max(0, Math.floor((Date.parse(until) - Date.now()) / aDay)) : 0;
}
