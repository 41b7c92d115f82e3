import type { JobExecutionStatus } from "@aws-sdk/client-iot";

const words: Partial<Readonly<Record<JobExecutionStatus, string>>> = {
  FAILED: "it gave no reason",
  REJECTED: "it refused the job, and gave no reason",
  TIMED_OUT: "it did not finish within the release's inProgressTimeoutInMinutes",
  CANCELED: "the job was cancelled before it began",
  REMOVED: "it has left the group, or the registry",
};

/**
 * What the status of a device that gave no reason means; undefined where there is nothing to explain.
 * @param wasCutOff whether it was cancelled while it was in the middle
 */
export function statusInWords(status: JobExecutionStatus, wasCutOff = false): string | undefined {
  if (status === "CANCELED" && wasCutOff) return "it was cut off by force, in the middle of the update";
  return words[status];
}
