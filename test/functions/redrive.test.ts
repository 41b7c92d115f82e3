import { expect, it } from "vitest";
import { handler as cleanUp } from "../../functions/clean-up.ts";
import { handler as createOtaUpdate } from "../../functions/create-ota-update.ts";
import { handler as createStream } from "../../functions/create-stream.ts";
import { handler as endPreviousRelease } from "../../functions/end-previous-release.ts";
import type { Release, ReleaseFile } from "../../functions/firmware/release.ts";
import { handler as startSigning } from "../../functions/start-signing.ts";
import { invoke, pipelineBench } from "../support/pipeline-bench.ts";
import { releaseWalk } from "../support/release-walk.ts";

const bench = await pipelineBench();
const walk = releaseWalk(bench);

it.each<[string, (release: Release, file: ReleaseFile) => Promise<unknown>]>([
  ["Start Signing", (release, file) => invoke(startSigning, { release, file })],
  ["Create Stream", (release) => invoke(createStream, { release })],
  ["End Previous Release", (release) => invoke(endPreviousRelease, { release })],
  ["Create OTA Update", (release) => invoke(createOtaUpdate, { release, signatures: [] })],
])("a redriven execution of a release that has ended makes nothing more: %s", async (_, act) => {
  const release = await walk.admit();
  const [file = expect.fail("no file")] = release.files;
  await invoke(cleanUp, { releaseId: release.id, failure: { Error: "SigningFailedError" } });
  const before = await bench.inventory(release.product);
  await expect(act(release, file)).rejects.toMatchObject({ name: "ReleaseEndedError", outcome: "failed" });
  await bench.clock.advance(5_000);
  expect(await bench.inventory(release.product)).toEqual(before);
});
