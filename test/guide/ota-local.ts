import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { BugHappening, DeviceHappening, Happening, StartedHappening } from "../../cli/happenings.ts";
import type { Ends } from "../../local/ends.ts";

/** `ota local`, running beside the guide. */
export interface OtaLocal extends StartedHappening {
  /** What its devices have done so far. */
  readonly deviceHappenings: readonly DeviceHappening[];
  /** Requests that failed so far by a mistake of local AWS itself. */
  readonly bugs: readonly BugHappening[];
}

const main = fileURLToPath(new URL("../../cli/main.ts", import.meta.url));
const patience = 120_000; // milliseconds: it bundles the functions first, and a busy machine takes its time

/**
 * Starts `ota local` at free ports, with these words besides. `ends` will stop it, and all it started.
 * @throws Error with what it said when it ends before it is up; a TimeoutError when it is not up in two minutes
 */
export async function startOtaLocal(words: readonly string[], ends: Ends): Promise<OtaLocal> {
  const child = spawn(process.execPath, [main, "local", "--port", "0", "--mqtt-port", "0", "--json", ...words], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exit = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  ends.add(() => interrupt(child, exit));
  const errors: string[] = [];
  child.stderr.on("data", (text) => errors.push(String(text)));
  const deviceHappenings: DeviceHappening[] = [];
  const bugs: BugHappening[] = [];
  const started = Promise.withResolvers<StartedHappening>();
  createInterface(child.stdout).on("line", (line) => {
    const happening = JSON.parse(line) as Happening;
    if (happening.type === "started") started.resolve(happening);
    if (happening.type === "device") deviceHappenings.push(happening);
    if (happening.type === "bug") bugs.push(happening);
  });
  void exit.then(() => started.reject(new Error(`ota local ended before it was up: ${errors.join("")}`)));
  const late = AbortSignal.timeout(patience);
  late.addEventListener("abort", () => started.reject(late.reason));
  return { ...(await started.promise), deviceHappenings, bugs };
}

async function interrupt(child: ChildProcess, exit: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGINT");
  const kill = setTimeout(() => child.kill("SIGKILL"), 20_000);
  await exit;
  clearTimeout(kill);
}
