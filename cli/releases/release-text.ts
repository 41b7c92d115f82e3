import { styleText } from "node:util";
import { printable } from "../../functions/firmware/printable.ts";
import { deviceText } from "../../functions/firmware/rollout.ts";
import { harmless } from "../harmless.ts";
import { inTone } from "../lines.ts";
import { plainTable } from "../plain-table.ts";
import { when } from "../when.ts";
import { counted } from "../wording.ts";
import { wrapped } from "../wrapped.ts";
import { totalOf } from "./device-totals.ts";
import type { DeviceReport } from "./devices.ts";
import type { FileReport, ReleaseReport } from "./look-at-release.ts";
import { toneOf } from "./standing.ts";

/**
 * A release and its devices, as people read them: facts first, then a line for each device that has not succeeded.
 * @param width where long facts go on in the next line
 */
export function releaseText(
  report: ReleaseReport,
  devices: readonly DeviceReport[],
  { others, now, width }: { others: readonly string[]; now: number; width: number },
): string {
  const { product, version, release } = report;
  const title = product === null ? release : `${product} ${version}  ${release}`;
  const isPuzzling = report.state === "failed" || report.state === "refused";
  const advice = isPuzzling ? ["What the error means, and the way out: docs/operating.md"] : [];
  return [
    styleText("bold", title),
    "",
    ...factLines([...standingFacts(report, now), ...madeFacts(report, now), ...deviceFacts(report)], width),
    ...section(deviceLines(devices, report, now)),
    ...section(others.length > 0 ? [`Other releases of this version: ${others.join(", ")}`] : []),
    ...section(advice.map((line) => styleText("dim", line))),
  ].join("\n");
}

type Fact = readonly [what: string, text: string];

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

function deviceFacts({ devices }: ReleaseReport): Fact[] {
  if (devices === null) return [];
  const total = totalOf(devices);
  const rest = devices.succeeded < total || devices.removed > 0 ? `: ${deviceText(devices)}` : "";
  return [["devices", `${devices.succeeded} of ${total} run it${rest}`]];
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

function factLines(facts: readonly Fact[], width: number): string[] {
  const indent = Math.max(...facts.map(([what]) => what.length)) + 2;
  return facts.flatMap(([what, text]) => {
    const [first, ...more] = wrapped(text, width - indent);
    return [what.padEnd(indent) + first, ...more.map((line) => " ".repeat(indent) + line)];
  });
}

function deviceLines(shown: readonly DeviceReport[], { devices }: ReleaseReport, now: number): string[] {
  if (shown.length === 0) return [];
  const columns = [{ head: "device" }, { head: "status" }, { head: "since" }, { head: "what it says" }];
  const rows = shown.map(({ thingName, status, since, ...said }) => [
    thingName,
    inTone(
      status.toLowerCase().replace("_", " "),
      ["FAILED", "REJECTED", "TIMED_OUT"].includes(status) ? "bad" : "plain",
    ),
    since ? when(since, now) : "",
    saying(said),
  ]);
  const others = devices ? totalOf(devices) + devices.removed - devices.succeeded - shown.length : 0;
  const more = others > 0 ? [`and ${counted(others, "more device")} not on it; --limit shows them`] : [];
  return [...plainTable(columns, rows), ...more];
}

/** `the signature does not fit the image (0x000000e3: 0x00000000)`; what is unknown, as the device said it. */
function saying({ progress, reason, meaning }: Pick<DeviceReport, "progress" | "reason" | "meaning">): string {
  if (reason === null) return progress ?? "";
  const said = printable(reason.replace(/ +/g, " "));
  return meaning === null ? said : `${meaning} (${said})`;
}

/** Lines with a blank one before them; none for none. */
function section(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", ...lines];
}
