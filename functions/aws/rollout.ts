import type { Job } from "@aws-sdk/client-iot";
import type { Release } from "../firmware/release.ts";
import { countDevices, isOverdue, isRollingOut, isWithoutDevices, type Look } from "../firmware/rollout.ts";
import { areEmpty } from "./targets.ts";

/** All that a rollout is judged by, at this moment. */
export async function lookAt(release: Release, job: Job): Promise<Look> {
  const devices = countDevices(job.jobProcessDetails);
  const asksGroups = release.targetSelection === "CONTINUOUS" && isWithoutDevices(devices);
  return {
    status: job.status,
    devices,
    targetsAreEmpty: asksGroups && (await areEmpty(release.targets)),
    isRollingOut: isRollingOut(job),
    overdue: isOverdue(release, job.createdAt, Date.now()),
  };
}
