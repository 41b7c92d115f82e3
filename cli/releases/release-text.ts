import { styleText } from "node:util";
import { printable } from "../../functions/firmware/printable.ts";
import { deviceText } from "../../functions/firmware/rollout.ts";
import { bar } from "../bar.ts";
import { harmless } from "../harmless.ts";
import { inTone } from "../lines.ts";
import { when } from "../when.ts";
import { counted } from "../wording.ts";
import { adviceLines } from "./advice-book.ts";
import { deviceTable } from "./device-table.ts";
import { totalOf } from "./device-totals.ts";
import type { DeviceReport } from "./devices.ts";
import { type Fact, factLines } from "./fact-lines.ts";
import { adviceOnFailure } from "./failure-advice.ts";
import type { FileReport, ReleaseReport } from "./look-at-release.ts";
import { toneOf } from "./standing.ts";

/**
 * A release and its devices, as people read them: facts first, then a line for each device that has not succeeded.
 * @param width where long facts go on in the next line
 */
export function releaseText(
  report: ReleaseReport,
  devices: readonly DeviceReport[],
  { others, now, width, hasBars = false }: { others: readonly string[]; now: number; width: number; hasBars?: boolean },
): string {
  const { product, version, release } = report;
  const title = product === null ? release : `${product} ${version}  ${release}`;
  const isPuzzling = report.state === "failed" || report.state === "refused";
  const advice = isPuzzling ? ["What the error means, and the way out: docs/operating.md"] : [];
  return [
    styleText("bold", title),
    "",
    ...factLines([...standingFacts(report, now), ...madeFacts(report, now), ...deviceFacts(report, hasBars)], width),
    ...section(deviceLines(devices, report, { now, hasBars })),
    ...section(helpLines(report, devices)),
    ...section(others.length > 0 ? [`Other releases of this version: ${others.join(", ")}`] : []),
    ...section(advice.map((line) => styleText("dim", line))),
  ].join("\n");
}

const barWidth = 28;

function standingFacts(report: ReleaseReport, now: number): Fact[] {
  const { state, since, error, cause, execution, by, servingSince } = report;
  const place = execution?.stoppedAt === null && execution.state ? `: ${execution.state}` : "";
  const goesOn = execution?.stoppedAt === null || state === "serving";
  const time = `${goesOn ? "since " : ""}${when(sinceOf(report) ?? since, now)}${by === null ? "" : `, by ${by}`}`;
  const reason = [error, cause].filter(Boolean).join(": ");
  return [
    ["state", `${inTone(`${state}${place}`, toneOf(report))} ${time}`],
    ...(reason ? [["why", harmless(reason)] as const] : []),
    ...(servingSince ? [["served", `from ${when(servingSince, now)}`] as const] : []),
  ];
}

/** While the workflow is at work, since when it is in its state. */
function sinceOf({ execution, by }: ReleaseReport): string | null {
  return execution?.stoppedAt === null && by === null ? execution.stateSince : null;
}

function madeFacts({ files, targets, announcedAt, execution, job }: ReleaseReport, now: number): Fact[] {
  return [
    ...files.flatMap(fileFacts),
    ...(targets.length > 0 ? [["for", targets.map(targetName).join(", ")] as const] : []),
    ...(announcedAt ? [["announced", when(announcedAt, now)] as const] : []),
    ...(execution ? [["execution", `${execution.status} at ${execution.state}`] as const] : []),
    ...(job ? [["job", [job.jobId, job.status, job.reasonCode].filter(Boolean).join(", ")] as const] : []),
  ];
}

function deviceFacts({ devices }: ReleaseReport, hasBars: boolean): Fact[] {
  if (devices === null) return [];
  const total = totalOf(devices);
  const drawn = hasBars ? `${bar(devices.succeeded, total, barWidth)} ` : "";
  const rest = devices.succeeded < total || devices.removed > 0 ? `: ${deviceText(devices)}` : "";
  return [["devices", `${drawn}${devices.succeeded} of ${total} run it${rest}`]];
}

function fileFacts({ bucket, key, size, sha256 }: FileReport): Fact[] {
  const address = ["upload", `s3://${bucket}/${printable(key)}`] as const;
  if (size === null || sha256 === null) return [address];
  return [["image", `${counted(size, "byte")}, SHA-256 ${sha256.slice(0, 16)}…`], address];
}

/** `thinggroup/thermostat` */
function targetName(arn: string): string {
  return arn.slice(arn.lastIndexOf(":") + 1);
}

function deviceLines(
  shown: readonly DeviceReport[],
  { devices }: ReleaseReport,
  view: { now: number; hasBars: boolean },
): string[] {
  if (shown.length === 0) return [];
  const others = devices ? totalOf(devices) + devices.removed - devices.succeeded - shown.length : 0;
  const more = others > 0 ? [`and ${counted(others, "more device")} not on it; --limit shows them`] : [];
  return [...deviceTable(shown, view), ...more];
}

/** What most often helps, of the release itself and of its devices. */
function helpLines({ error, cause }: ReleaseReport, devices: readonly DeviceReport[]): string[] {
  const advice = adviceOnFailure(error, cause);
  const lines = [...(advice === undefined ? [] : [advice]), ...adviceLines(devices)];
  return lines.length > 0 ? ["What most often helps:", ...lines.map((line) => `  ${line}`)] : [];
}

/** Lines with a blank one before them; none for none. */
function section(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", ...lines];
}
