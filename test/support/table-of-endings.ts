import type { Ending } from "./endings.ts";

// The ends of a release and what each leaves, as the table in docs/operating.md has them.

const ota = "ota-update CREATE_COMPLETE";
const evidence = [ota, "signed", "stream"];

/**
 * @param devices how its job counts them
 * @param execution how that ended: a rollout that has won is released also when its workflow could not say so
 */
export function complete(devices = "1 succeeded", execution = "SUCCEEDED"): Ending {
  return ["due", `execution ${execution}`, `job COMPLETED, ${devices}`, ...evidence, "records released"].sort();
}

/**
 * The same, by what stays as evidence where not all is signed by the pipeline, or streamed by it.
 * @param evidence `signed` for each version of a signed object, `stream` or `stream of AWS's`
 */
export function completeWith(evidence: readonly string[]): Ending {
  return ["due", "execution SUCCEEDED", "job COMPLETED, 1 succeeded", ota, ...evidence, "records released"].sort();
}

/** Its announcement stays: it will have to be ended one day. */
export function serving(devices = "1 succeeded"): Ending {
  return ["execution SUCCEEDED", `job IN_PROGRESS, ${devices}`, "open", ...evidence, "records serving"].sort();
}

export const nothingToDo: Ending = ["execution SUCCEEDED"];

export function refused(error: string): Ending {
  return [`execution FAILED ${error}`];
}

/**
 * Ended before devices were offered anything. The announcement stays a day, here and below.
 * @param execution how it ended: `FAILED SupersededError`
 */
export function undone(execution: string, outcome = "failed"): Ending {
  return [`execution ${execution}`, "open", `records ${outcome}`];
}

/**
 * Ended after devices were offered it: the job says how they fared.
 * @param job `CANCELED, 1 canceled`
 */
export function takenBack(execution: string, outcome: string, job: string): Ending {
  return [...undone(execution, outcome), `job ${job}`, ota].sort();
}

/** The same, while a device may still read what it was offered. */
export function beingTakenBack(execution: string, outcome: string, job: string): Ending {
  return [...undone(execution, outcome), `job ${job}`, ...evidence].sort();
}

/** Of one that served until it was ended: its record was written once more. */
export function endOfService(outcome: string, job: string): Ending {
  return [...takenBack("SUCCEEDED", outcome, job), `records ${outcome}`].sort();
}
