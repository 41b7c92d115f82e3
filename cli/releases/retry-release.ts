import { lookAround } from "../../functions/aws/attempts.ts";
import { readAnnouncement, readFormerAnnouncement } from "../../functions/aws/records.ts";
import { admit } from "../../functions/firmware/admission.ts";
import type { Release } from "../../functions/firmware/release.ts";
import { mostTargets } from "../../functions/firmware/target.ts";
import { counted } from "../wording.ts";
import type { ReleaseReport } from "./look-at-release.ts";
import { isRefusal, RefusedBeforehandError } from "./refusal.ts";
import { registered, unsuccessfulThings } from "./unsuccessful-things.ts";

/** What is to be offered again, and to whom. */
export interface Retry {
  /** The release whose bytes they are. */
  readonly release: Release;
  /** By name: no more than one job takes. */
  readonly things: readonly string[];
  /** How many more did not succeed, that one job does not take. */
  readonly more: number;
  /** Those that are not registered any more, and so are left out. */
  readonly gone: readonly string[];
}

/**
 * Finds out who is to be offered a release again.
 * @param after only things whose names come after this one: for what one job did not take
 * @throws Error that says why there is nothing to retry, and the way out
 */
export async function planRetry(report: ReleaseReport, after = ""): Promise<Retry> {
  refuseUnended(report);
  const { release: id, product, job, devices } = report;
  if (!job?.jobId) {
    const why = devices ? "the job that knew its devices is deleted" : "no device was offered it";
    throw new Error(`${id} is ${report.state}, and ${why}: publish it again`);
  }
  if (devices && devices.inProgress > 0) {
    throw new Error(`${counted(devices.inProgress, "device")} of ${id} in the middle: wait until they have finished`);
  }
  const name = { id, product: product ?? "" };
  const announced = (await readAnnouncement(name)) ?? (await readFormerAnnouncement(name));
  if (!announced) throw new Error(`What ${id} was released with is not known any more: publish it again`);
  const all = (await unsuccessfulThings(job.jobId)).filter((thing) => thing > after);
  const first = all.slice(0, mostTargets);
  const things = await registered(first);
  if (things.length === 0) throw new Error(nobodyLeft(id, all.length));
  const gone = first.filter((thing) => !things.includes(thing));
  return { release: announced.value.release, things, more: all.length - first.length, gone };
}

function refuseUnended({ release, state, devices }: ReleaseReport): void {
  if (state === "serving") {
    throw new Error(
      `${release} is serving: devices that come are offered it. To offer it again, cancel it first: \`ota cancel ${release}\``,
    );
  }
  if (state === "starting" || state === "under way" || state === "ending") {
    const waiting = devices ? ` for ${counted(devices.queued + devices.inProgress, "device")}` : "";
    throw new Error(`${release} is ${state}${waiting}: wait for its end, or cancel it with \`ota cancel ${release}\``);
  }
}

function nobodyLeft(id: string, unregistered: number): string {
  if (unregistered === 0) return `Nobody is left to retry: every device of ${id} runs it, or was removed`;
  return `Nobody is left to retry: ${counted(unregistered, "device")} of ${id} did not succeed, and none is registered any more`;
}

/**
 * Looks whether the pipeline would admit the retry, by its own code.
 * @throws RefusedBeforehandError
 */
export async function checkRetry({ release, things }: Retry): Promise<void> {
  const id = `${release.id.slice(0, -8)}xxxxxxxx`;
  const again = { ...release, id, targets: things, retryOf: release.id, settingsVersionId: null };
  const { attempts } = await lookAround(again);
  try {
    admit(again, attempts);
  } catch (error) {
    throw isRefusal(error) ? new RefusedBeforehandError(error) : error;
  }
}
