import { handler as cleanUp } from "../../functions/clean-up.ts";
import type { Release } from "../../functions/firmware/release.ts";
import { invoke, type PipelineBench, releaseBucket } from "./pipeline-bench.ts";

/** What the workflow tells a clean-up. */
export const signingFailure = { Error: "SigningFailedError", Cause: "no" };

/** Releases that are cleaned up, and what is left of them. */
export function cleanedReleases(bench: PipelineBench) {
  const { iot, s3, sfn, clock } = bench;
  const exists = (look: Promise<unknown>) =>
    look.then(
      () => true,
      () => false,
    );
  return {
    /** As the workflow asks for it. */
    clean: ({ id }: Release) => invoke(cleanUp, { releaseId: id, failure: signingFailure }),
    verdictOf: ({ product, id }: Release) => bench.record(`records/${product}/${id}.json`),

    /** What is left of a release at AWS. */
    async leftOf({ id }: Release): Promise<string[]> {
      const { Versions = [], DeleteMarkers = [] } = await s3.listObjectVersions({
        Bucket: releaseBucket,
        Prefix: `signed/${id}/`,
      });
      return [
        (await exists(iot.getOTAUpdate({ otaUpdateId: id }))) && "OTA update",
        (await exists(iot.describeJob({ jobId: `AFR_OTA-${id}` }))) && "job",
        (await exists(iot.describeStream({ streamId: id }))) && "stream",
        Versions.length + DeleteMarkers.length > 0 && "signed object",
      ].filter((left) => left !== false);
    },

    async stop({ id }: Release, error?: string): Promise<void> {
      await sfn.stopExecution({ executionArn: bench.executionArn(id), error, cause: "somebody wanted it" });
    },

    /** EventBridge's event of the end of a release's execution, just now. */
    executionEnded: ({ id }: Release) => ({
      source: "aws.states",
      detail: { name: id, status: "ABORTED", stopDate: clock.now() },
    }),
  };
}
