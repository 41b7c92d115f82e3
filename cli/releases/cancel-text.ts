import type { Cancelled } from "../../functions/aws/cancel-release.ts";
import { printable } from "../../functions/firmware/printable.ts";
import type { DeviceCounts } from "../../functions/firmware/rollout.ts";
import { hasWon } from "../../functions/firmware/verdict.ts";
import { counted } from "../wording.ts";
import type { CleanUp } from "./clean-up-progress.ts";
import type { ReleaseReport } from "./look-at-release.ts";

/** What is about to happen, and what it means for the devices; of a release that is over, how it stands. */
export function intentionText(report: ReleaseReport, { who, force }: { who: string; force: boolean }): string {
  const { product, version, release, state, execution, devices } = report;
  const title = product === null ? release : `${product} ${version} (${release})`;
  if (!["starting", "under way", "ending", "serving"].includes(state)) return `${title} is over: ${state}.`;
  const place = execution?.stoppedAt === null && execution.state ? `, at ${execution.state}` : "";
  return [
    `Cancelling ${title}, which is ${state}${place}, as ${printable(who)}.`,
    ...(devices ? consequences(devices, force) : ["No device has been offered it: what was made for it is undone."]),
  ].join("\n");
}

function consequences({ queued, inProgress, succeeded }: DeviceCounts, force: boolean): string[] {
  const middle = force ? "cut off by force" : "free to finish, nobody is forced";
  return [
    ...(queued > 0 ? [`${counted(queued, "device")} not begun: offered it no more.`] : []),
    ...(inProgress > 0 ? [`${counted(inProgress, "device")} in the middle: ${middle}.`] : []),
    ...(succeeded > 0 ? [`${counted(succeeded, "device")} on it already: unchanged.`] : []),
  ];
}

/** What came of it at once. */
export function cancelledText(cancelled: Cancelled): string {
  switch (cancelled.state) {
    case "stopped":
      return "Its execution is stopped.";
    case "cancelled":
      return "It no longer serves devices that join.";
    case "ending":
      return "Its execution is over already; clean-up is about to write its verdict.";
    case "ended":
      return cancelled.outcome === "released"
        ? "Nothing was cancelled: devices have it. Release a newer version instead."
        : "There is nothing to stop any more.";
    case "unknown":
      return "There is nothing to cancel: nothing was made for it.";
  }
}

/** How far the clean-up is. */
export function cleanUpText(progress: CleanUp): string {
  switch (progress.state) {
    case "undecided":
      return "Waiting for clean-up to write its verdict …";
    case "cleaning":
      return `It is ${progress.verdict.outcome}. Left: ${progress.left.map(({ what, why }) => `${what} (${why})`).join(", ")}`;
    case "clean":
      return hasWon(progress.verdict)
        ? `It is ${progress.verdict.outcome} after all: it had won before it could be stopped.`
        : `It is ${progress.verdict.outcome}, and clean: nothing of it is offered to devices any more.`;
  }
}
