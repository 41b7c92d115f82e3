import { styleText } from "node:util";
import { deviceText } from "../../functions/firmware/rollout.ts";
import { bar } from "../bar.ts";
import { type BoardSize, deviceBoard } from "../device-board.ts";
import type { DevicePhase, DeviceProgress } from "../device-progress.ts";
import { inTone } from "../lines.ts";
import { totalOf } from "./device-totals.ts";
import type { DeviceReport } from "./devices.ts";
import type { Look } from "./follow-release.ts";
import { toneOf } from "./standing.ts";

const barWidth = 28;

/** How a release stands, in lines that are drawn anew at each look: the release, its devices together, and those that matter by themselves. */
export function followingBoard({ report, devices }: Look, { height, width }: BoardSize): string[] {
  const { release, state, execution, devices: counts } = report;
  const step = execution?.stoppedAt === null && execution.state ? `: ${execution.state}` : "";
  const bars = devices.flatMap((device) => asProgress(device) ?? []);
  const hidden = counts ? totalOf(counts) - counts.succeeded - bars.length : 0;
  return [
    `${styleText("bold", release)}  ${inTone(`${state}${step}`, toneOf(report))}`,
    ...(counts
      ? [
          `${bar(counts.succeeded, totalOf(counts), barWidth)}  ${counts.succeeded} of ${totalOf(counts)} run it: ${deviceText(counts)}`,
        ]
      : []),
    ...deviceBoard(bars, { height, width }),
    ...(hidden > 0 && bars.length > 0 ? [styleText("dim", `and ${hidden} more`)] : []),
  ];
}

/** A device as the board shows it; undefined for one that is no longer part of the rollout. */
function asProgress({
  thingName,
  status,
  progress,
  blocks,
  reason,
  meaning,
}: DeviceReport): DeviceProgress | undefined {
  const phase = status === "IN_PROGRESS" ? phaseOf(progress) : phases[status];
  if (phase === undefined) return undefined;
  return {
    thingName,
    phase,
    received: blocks?.received ?? 0,
    total: blocks?.total ?? 0,
    signatureChecked: phase === "restarting" || phase === "self-test",
    endedAt: undefined,
    reason: meaning ?? reason ?? undefined,
  };
}

const phases: Partial<Readonly<Record<DeviceReport["status"], DevicePhase>>> = {
  QUEUED: "waiting",
  FAILED: "failed",
  REJECTED: "failed",
  TIMED_OUT: "failed",
};

function phaseOf(progress: string | null): DevicePhase {
  if (progress?.startsWith("has the image")) return "restarting";
  return progress?.startsWith("tests") ? "self-test" : "downloading";
}
