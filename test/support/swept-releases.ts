import { afterEach, beforeEach } from "vitest";
import { handler as closeRelease } from "../../functions/close-release.ts";
import { handler as createStream } from "../../functions/create-stream.ts";
import type { Release } from "../../functions/firmware/release.ts";
import { countDevices } from "../../functions/firmware/rollout.ts";
import type { SweepReport } from "../../functions/firmware/sweep.ts";
import { handler as sweep } from "../../functions/sweep.ts";
import { lambdaContext } from "./lambda-context.ts";
import { invoke, type PipelineBench, releaseBucket } from "./pipeline-bench.ts";
import { releaseWalk, type Walk } from "./release-walk.ts";

export const openKey = ({ product, id }: Release) => `open/${product}/${id}.json`;
export const recordKey = ({ product, id }: Release) => `records/${product}/${id}.json`;

/** Releases as a sweeper finds them, and what it says of them. Each test has its list to itself. */
export function sweptReleases(bench: PipelineBench) {
  const { s3, sfn, clock } = bench;
  const walk = releaseWalk(bench);
  beforeEach(() => clock.advance(1_000)); // S3 tells announcements apart by their seconds
  afterEach(async () => {
    bench.faults.clear();
    const { Versions = [], DeleteMarkers = [] } = await s3.listObjectVersions({ Bucket: releaseBucket });
    const Objects = [...Versions, ...DeleteMarkers]
      .filter(({ Key = "" }) => !Key.startsWith("records/"))
      .map(({ Key, VersionId }) => ({ Key, VersionId }));
    if (Objects.length > 0) await s3.deleteObjects({ Bucket: releaseBucket, Delete: { Objects } });
  });

  const swept = {
    walk,

    /** @param looks how often the sweep finds that it still has time; by default it always has */
    sweep(input: object = {}, looks = Number.POSITIVE_INFINITY): Promise<SweepReport> {
      let left = looks;
      const getRemainingTimeInMillis = () => (left-- > 0 ? 300_000 : 39_000);
      return sweep(input, { ...lambdaContext, getRemainingTimeInMillis });
    },

    /** What a sweep says of one release: `stream/…: why`. */
    saysOf(report: SweepReport, { id }: Release) {
      const lines = (things: SweepReport["swept"]) =>
        things.filter(({ release }) => release === id).map(({ what, why }) => `${what}: ${why}`);
      return { swept: lines(report.swept), left: lines(report.left) };
    },

    /** Ends a release's execution from outside. */
    async stop({ id }: Release): Promise<void> {
      await sfn.stopExecution({ executionArn: bench.executionArn(id), cause: "lunch" });
    },

    verdictOf: (release: Release) => bench.record(recordKey(release)),

    /** A release that was signed and streamed, and whose execution then died; nobody has cleaned up. */
    async abandoned(upload: Walk = {}): Promise<Release> {
      const release = await walk.admit(upload);
      await walk.sign(release);
      await invoke(createStream, { release });
      await swept.stop(release);
      return release;
    },

    /** A release that all its devices run, closed. */
    async released(): Promise<Release> {
      const release = await walk.offer();
      for (const number of [1, 2]) await bench.report(`${release.product}-${number}`, release, "SUCCEEDED");
      const devices = { ...countDevices(undefined), succeeded: 2 };
      await invoke(closeRelease, { release, rollout: { state: "released", settled: true, devices } });
      await swept.stop(release); // over, as after its last state
      return release;
    },
  };
  return swept;
}
