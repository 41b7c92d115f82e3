import { type Act, type Step, streamRoot } from "../firmware/ending.ts";
import { devicesInTheMiddle, isOver } from "../firmware/offer.ts";
import { jobIdOf } from "../firmware/ota-update.ts";
import type { Verdict } from "../firmware/verdict.ts";
import { cancelJob, deleteJob } from "./jobs.ts";
import { logger } from "./logger.ts";
import { deleteOtaUpdate } from "./ota-updates.ts";
import { retain, withdraw } from "./records.ts";
import { deleteObject } from "./release-bucket.ts";
import { deleteSignedObjects } from "./signed-objects.ts";
import { deleteStream } from "./streams.ts";

/** What came of a pass over a release. */
export interface Pass {
  /** What was done, or at least begun. */
  readonly taken: readonly Pick<Step, "what" | "why">[];
  /** What has to be waited for, and why; the steps behind it were not tried. */
  readonly left: readonly Pick<Step, "what" | "why">[];
}

/** `begun`: AWS is at it; `waiting`: it could not even begin. */
type Progress = { readonly state: "done" } | { readonly state: "begun" | "waiting"; readonly why: string };

const done: Progress = { state: "done" };

/** Takes the steps one after the other, as far as they go by now. */
export async function takeSteps(steps: readonly Step[], verdict: Verdict): Promise<Pass> {
  const { releaseId, execution } = verdict; // the gate and the sweeper take steps for others
  const taken: Step[] = [];
  for (const step of steps) {
    const progress = await acts[step.act](verdict, step);
    if (progress.state !== "waiting") {
      logger.info(`${step.act}: ${step.what}`, { why: step.why, releaseId, execution });
      taken.push(step);
    }
    if (progress.state !== "done" && !step.isOptional) return { taken, left: [{ what: step.what, why: progress.why }] };
  }
  return { taken, left: [] };
}

/** What would come of it, as far as that can be told. */
export function foretell(steps: readonly Step[]): Pass {
  const isWaiting = ({ act }: Step) => act === "wait";
  return { taken: steps.filter((step) => !isWaiting(step)), left: steps.filter(isWaiting) };
}

const acts: Readonly<Record<Act, (verdict: Verdict, step: Step) => Promise<Progress>>> = {
  wait: async (_, { why }) => ({ state: "waiting", why }),

  async "cancel job"(verdict) {
    const job = await cancelJob(jobIdOf(verdict.releaseId), verdict);
    if (!job) return done;
    if (!isOver(job)) return { state: "waiting", why: "AWS cancels too many jobs already" };
    // Its counts may lag behind the cancellation, so only the next pass can tell that nobody reads the image any more.
    return { state: "begun", why: devicesInTheMiddle(job) > 0 ? "devices are in the middle" : "its counts may lag" };
  },

  async "delete OTA update"({ releaseId }) {
    const update = await deleteOtaUpdate(releaseId);
    if (!update) return done;
    const isBegun = update.otaUpdateStatus === "DELETE_IN_PROGRESS";
    return { state: isBegun ? "begun" : "waiting", why: `it is ${update.otaUpdateStatus}` };
  },

  async "delete job"({ releaseId }) {
    const job = await deleteJob(jobIdOf(releaseId));
    if (!job) return done;
    const isBegun = job.status === "DELETION_IN_PROGRESS";
    return {
      state: isBegun ? "begun" : "waiting",
      why: isBegun ? "AWS is deleting it" : "AWS deletes ten jobs already",
    };
  },

  async "delete stream"(_, { what }) {
    return (await deleteStream(what.slice(streamRoot.length)))
      ? done
      : { state: "waiting", why: "something still uses it" };
  },

  async "delete signed objects"({ releaseId }) {
    await deleteSignedObjects(releaseId);
    return done;
  },

  async "leave to retention"(verdict) {
    await retain(verdict);
    return done;
  },

  async "withdraw announcement"({ releaseId, product }) {
    await withdraw({ id: releaseId, product });
    return done;
  },

  async forget({ releaseId, product }, { what }) {
    await withdraw({ id: releaseId, product }); // gone already, unless a Lambda was killed in between
    await deleteObject(what);
    return done;
  },
};
