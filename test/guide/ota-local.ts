import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { DeviceHappening, Happening, StartedHappening } from "../../cli/happenings.ts";

/** `ota local`, running beside the guide. */
export interface OtaLocal extends StartedHappening {
  /** What its devices have done so far. */
  readonly deviceHappenings: readonly DeviceHappening[];
  /** Interrupts it, and waits until it has stopped all it started. */
  stop(): Promise<void>;
}

const main = fileURLToPath(new URL("../../cli/main.ts", import.meta.url));
const patience = 120_000; // milliseconds: it bundles the functions first, and a busy machine takes its time

/**
 * Starts `ota local` at free ports, with these words besides.
 * @throws Error with what it said when it ends before it is up, or is not up in two minutes
 */
export async function startOtaLocal(...words: string[]): Promise<OtaLocal> {
  const child = spawn(process.execPath, [main, "local", "--port", "0", "--mqtt-port", "0", "--json", ...words], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exit = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const deviceHappenings: DeviceHappening[] = [];
  let errors = "";
  child.stderr.on("data", (text) => {
    errors += text;
  });
  const started = new Promise<StartedHappening>((resolve) => {
    createInterface(child.stdout).on("line", (line) => {
      const happening = JSON.parse(line) as Happening;
      if (happening.type === "started") resolve(happening);
      if (happening.type === "device") deviceHappenings.push(happening);
      if (happening.type === "bug") process.stderr.write(`${happening.stack}\n`);
    });
  });
  const stop = () => interrupt(child, exit);
  const ended = exit.then(() => Promise.reject(new Error(`ota local ended before it was up: ${errors}`)));
  const late = AbortSignal.timeout(patience);
  const overdue = new Promise<never>((_, reject) => {
    late.addEventListener("abort", () => reject(new Error("ota local was not up in two minutes")));
  });
  try {
    return { ...(await Promise.race([started, ended, overdue])), deviceHappenings, stop };
  } catch (error) {
    await stop();
    throw error;
  } finally {
    ended.catch(() => {});
    overdue.catch(() => {});
  }
}

async function interrupt(child: ChildProcess, exit: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGINT");
  const kill = setTimeout(() => child.kill("SIGKILL"), 20_000);
  await exit;
  clearTimeout(kill);
}
