import { causeText } from "../functions/firmware/cause-text.ts";
import type { Release } from "../functions/firmware/release.ts";
import { deviceText, type Rollout } from "../functions/firmware/rollout.ts";
import type {
  DeviceHappening,
  FunctionFailedHappening,
  OutcomeHappening,
  UploadedHappening,
  WorkflowHappening,
} from "./happenings.ts";
import { verdictOf } from "./outcome.ts";
import { outcomeTable } from "./outcome-table.ts";

/** One line of what goes on: who, and what of them. */
export interface Line {
  /** A state of the workflow, a thing, a function, … */
  readonly who: string;
  readonly text: string;
  readonly tone: "plain" | "good" | "bad";
}

/** `102,500`. */
function grouped(number: number): string {
  return number.toLocaleString("en-US");
}

/** `1 device`, `5 devices`. */
export function counted(number: number, what: string): string {
  return `${grouped(number)} ${what}${number === 1 ? "" : "s"}`;
}

/** `thermostat-1 to thermostat-5`. */
export function devicesText(names: readonly string[]): string {
  return names.length === 1 ? `${names[0]}` : `${names[0]} to ${names.at(-1)}`;
}

/** What was uploaded, in words. */
export function uploadText({ bucket, key, size, sha256 }: UploadedHappening): string {
  return `Uploaded s3://${bucket}/${key}\n${counted(size, "byte")}, SHA-256 ${sha256}`;
}

/** The table of all devices, and under it, as the last line, how many run what was released. */
export function outcomeText({ devices, version }: OutcomeHappening): string {
  return `${outcomeTable(devices)}\n\n${verdictOf(devices, version)}`;
}

/** What the workflow did, in a line; undefined for choices and waits, for what a state's end will say, and what its failure has said. */
export function workflowLine(happening: WorkflowHappening): Line | undefined {
  switch (happening.type) {
    case "execution started":
      return { who: "Release", text: `${happening.execution} started`, tone: "plain" };
    case "state entered":
      return happening.kind === "Map" ? { who: happening.state, text: "", tone: "plain" } : undefined;
    case "state left":
      if (happening.kind !== "Task" || happening.caught) return undefined;
      return { who: happening.state, text: learnt(happening.output), tone: "plain" };
    case "attempt failed":
      return { who: happening.state, text: failureText("failed", happening), tone: "bad" };
    case "execution ended":
      return happening.status === "SUCCEEDED"
        ? { who: "Release", text: `${happening.execution} succeeded`, tone: "good" }
        : {
            who: "Release",
            text: `${happening.execution} ${failureText(endWords[happening.status], happening)}`,
            tone: "bad",
          };
  }
}

const endWords = { FAILED: "failed", ABORTED: "aborted", TIMED_OUT: "timed out" } as const;

/** That a function failed which the workflow does not wait for. */
export function functionLine(happening: FunctionFailedHappening): Line {
  const words = happening.forGood ? "failed for good" : "failed";
  return { who: happening.functionName, text: failureText(words, happening), tone: "bad" };
}

/** `failed: TransientError: Rate exceeded`. */
export function failureText(words: string, { error, cause }: { error: string; cause: string }): string {
  return [words, error, causeText(cause)].filter(Boolean).join(": ");
}

/** What a state found out, from the result the state machine goes on with. */
function learnt(output: unknown): string {
  const { product, version, files, state, devices, because, left, signingJobId }: StateResult = Object(output);
  if (product && version && files) {
    const images = files.map(({ name, size }) => `${name}, ${counted(size, "byte")}`);
    return `${product} ${version}: ${images.join("; ")}`;
  }
  if (signingJobId) return `job ${signingJobId}`;
  const why = devices ? deviceText(devices) : (because ?? (state === "ending" ? left?.join("; ") : undefined));
  return [state?.replaceAll("-", " "), why].filter(Boolean).join(": ");
}

interface StateResult extends Partial<Pick<Release, "product" | "version" | "files">> {
  readonly state?: string;
  readonly devices?: Rollout["devices"];
  readonly because?: string;
  /** What is waited for: of End Previous Release in words, of Clean Up things that need not be what is deleted. */
  readonly left?: readonly string[];
  readonly signingJobId?: string;
}

/** What a device did, in a line; undefined for its single blocks, its progress and its connections. */
export function deviceLine({ thingName: who, event }: DeviceHappening): Line | undefined {
  switch (event.type) {
    case "downloading":
      return { who, text: `downloads ${counted(event.blocks, "block")}`, tone: "plain" };
    case "verified":
      return { who, text: `has checked the signature by ${event.certificate}`, tone: "plain" };
    case "booted":
      if (event.rolledBack) return { who, text: `is back on ${event.version ?? "its old image"}`, tone: "bad" };
      return event.testing ? { who, text: `tests ${event.version ?? "an unknown version"}`, tone: "plain" } : undefined;
    case "reported":
      return reportLine(who, event.report);
    default:
      return undefined;
  }
}

function reportLine(
  who: string,
  { status, statusDetails }: (DeviceHappening["event"] & { type: "reported" })["report"],
) {
  const text = statusDetails["reason"] ?? "";
  if (status === "SUCCEEDED") return { who, text: text.replace(/ +/g, " "), tone: "good" } as const;
  return status === "FAILED" ? ({ who, text: `failed: ${text}`, tone: "bad" } as const) : undefined;
}
