import assert from "node:assert/strict";
import type { GetJobDocumentResponse, GetOTAUpdateResponse, ListOTAUpdatesResponse } from "@aws-sdk/client-iot";
import type { Guide } from "./guide.ts";

/** The lists of updates, whole, by status and page by page; one of them in full, and what its devices are told. */
export async function listing({ aws, step, signer, bucket }: Guide): Promise<void> {
  const all = await step(
    "list-ota-updates",
    async () => idsOf(await aws<ListOTAUpdatesResponse>`iot list-ota-updates`),
    (ids) => `${ids.length} updates, the newest first`,
  );
  assert.ok(all.indexOf("guide-f") < all.indexOf("guide-b"));
  await step("list-ota-updates by status", async () => {
    const [complete, failed] = await Promise.all([
      aws<ListOTAUpdatesResponse>`iot list-ota-updates --ota-update-status CREATE_COMPLETE`,
      aws<ListOTAUpdatesResponse>`iot list-ota-updates --ota-update-status CREATE_FAILED`,
    ]);
    assert.deepEqual(idsOf(failed), ["guide-failed"]);
    assert.deepEqual(
      idsOf(complete),
      all.filter((id) => id !== "guide-failed"),
    );
  });
  await step("list-ota-updates page by page", async () => {
    type Page = ListOTAUpdatesResponse & { readonly NextToken?: string };
    const first = await aws<Page>`iot list-ota-updates --page-size 2 --max-items 3`;
    const second = await aws<Page>`iot list-ota-updates --page-size 2 --max-items 3
      --starting-token ${first.NextToken ?? ""}`;
    assert.deepEqual([...idsOf(first), ...idsOf(second)], all.slice(0, 6));
  });
  await step("get-ota-update of d", async () => {
    const { otaUpdateInfo } = await aws<GetOTAUpdateResponse>`iot get-ota-update --ota-update-id guide-d`;
    const [{ codeSigning } = {}] = otaUpdateInfo?.otaUpdateFiles ?? [];
    assert.ok(codeSigning?.awsSignerJobId, "the job that the service started is named");
    const { destination } = codeSigning.startSigningJobParameter ?? {};
    assert.deepEqual(destination, { s3Destination: { bucket, prefix: "signed/" } });
  });
  await step(
    "get-job-document",
    async () => {
      const { document = "" } = await aws<GetJobDocumentResponse>`iot get-job-document --job-id AFR_OTA-guide-f`;
      const { afr_ota: update } = JSON.parse(document) as OtaJobDocument;
      assert.equal(update.files[0]?.certfile, signer.certificatePath);
      return update.streamname;
    },
    (stream) => `devices read ${stream}`,
  );
}

/** As much of what a device is told as matters here. */
export interface OtaJobDocument {
  readonly afr_ota: { readonly streamname: string; readonly files: readonly { readonly certfile: string }[] };
}

function idsOf({ otaUpdates = [] }: ListOTAUpdatesResponse): string[] {
  return otaUpdates.map(({ otaUpdateId }) => otaUpdateId ?? "");
}
