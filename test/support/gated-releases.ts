import { handler as closeRelease } from "../../functions/close-release.ts";
import { handler as endPreviousRelease } from "../../functions/end-previous-release.ts";
import type { Release } from "../../functions/firmware/release.ts";
import { countDevices } from "../../functions/firmware/rollout.ts";
import { invoke, type PipelineBench } from "./pipeline-bench.ts";
import { releaseWalk, type Walk } from "./release-walk.ts";

/** Why a release of the product gives way to a later one. */
export const takesItsPlace = ({ product, version, id }: Release) =>
  `${product} ${version} takes its place, announced later as ${id}`;

/** Releases of one product that meet at the gate. */
export function gatedReleases(bench: PipelineBench) {
  const { iot, clock, sfn } = bench;
  const walk = releaseWalk(bench);
  return {
    walk,
    gate: (release: Release) => invoke(endPreviousRelease, { release, execution: bench.executionArn(release.id) }),
    verdictOf: ({ product, id }: Release) => bench.record(`records/${product}/${id}.json`),
    executionOf: ({ id }: Release) => sfn.describeExecution({ executionArn: bench.executionArn(id) }),
    jobOf: async ({ id }: Release) => (await iot.describeJob({ jobId: `AFR_OTA-${id}` })).job,

    /** Admits a release of the product a second later than whatever came before. */
    async admitLater(upload: Walk): Promise<Release> {
      await clock.advance(1_000);
      return walk.admit(upload);
    },

    /** Lets a release that is offered be won, and closed. */
    async close(release: Release, state: "released" | "serving"): Promise<void> {
      const devices = { ...countDevices(undefined), succeeded: 2 };
      await invoke(closeRelease, { release, rollout: { state, settled: true, devices } });
      await sfn.stopExecution({ executionArn: bench.executionArn(release.id) }); // over, as after its last state
    },
  };
}
