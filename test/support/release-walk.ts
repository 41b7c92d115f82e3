import type { OTAUpdateInfo } from "@aws-sdk/client-iot";
import { expect } from "vitest";
import { handler as admitRelease } from "../../functions/admit-release.ts";
import { handler as checkOtaUpdate } from "../../functions/check-ota-update.ts";
import { handler as checkSigning } from "../../functions/check-signing.ts";
import { handler as createOtaUpdate } from "../../functions/create-ota-update.ts";
import { handler as createStream } from "../../functions/create-stream.ts";
import { handler as describeRelease } from "../../functions/describe-release.ts";
import type { Release } from "../../functions/firmware/release.ts";
import type { FileSignature, SignedObject } from "../../functions/firmware/signing.ts";
import { handler as startSigning } from "../../functions/start-signing.ts";
import { uploadManifest } from "./manifest-release.ts";
import { invoke, type PipelineBench } from "./pipeline-bench.ts";

/** What is uploaded, of which product; by default firmware of a new product with two things. */
export interface Walk {
  readonly product?: string;
  readonly version?: string;
  readonly body?: string;
  readonly settings?: object;
  /** Lets it come by a manifest that says this, with the file beside it. */
  readonly manifest?: object;
}

/** Takes a release as far through the workflow as a test wants, by the functions themselves. */
export function releaseWalk(bench: PipelineBench) {
  const walk = {
    async describe({ product, version = "1.4.0", body = "firmware", settings, manifest }: Walk = {}): Promise<Release> {
      const name = product ?? (await bench.product());
      if (settings) await bench.upload(`products/${name}.json`, JSON.stringify(settings));
      const files = { "app.bin": body };
      if (manifest) {
        return invoke(describeRelease, {
          upload: await uploadManifest(bench, { product: name, version, manifest, files }),
        });
      }
      return invoke(describeRelease, { upload: await bench.upload(`firmware/${name}/${version}/app.bin`, body) });
    },

    /** Admitted, by an execution that stays alive. */
    async admit(upload: Walk = {}): Promise<Release> {
      const release = await walk.describe(upload);
      const execution = await bench.execution(release.id);
      expect(await invoke(admitRelease, { release, execution })).toEqual({ state: "admitted" });
      return release;
    },

    /** By the workflow, as far as it signs. */
    async sign(release: Release): Promise<FileSignature[]> {
      const signatures: FileSignature[] = [];
      for (const file of release.files.filter(({ signing }) => signing.by === "pipeline")) {
        const { signingJobId = "" } = await invoke(startSigning, { release, file });
        const signedObject = await walk.signed(signingJobId);
        signatures.push({ file: file.name, signingJobId, signedObject });
      }
      return signatures;
    },

    /** What a signing job makes, once it is done. */
    signed(signingJobId: string): Promise<SignedObject> {
      return bench.passUntil(async () => {
        const looked = await invoke(checkSigning, { signingJobId });
        return looked.state === "signed" ? looked.signedObject : undefined;
      });
    },

    /** Lets the OTA service come to an end with a release's OTA update. */
    created({ id }: Release): Promise<OTAUpdateInfo> {
      return bench.passUntil(async () => {
        const { otaUpdateInfo } = await bench.iot.getOTAUpdate({ otaUpdateId: id });
        return otaUpdateInfo?.otaUpdateStatus?.match(/^CREATE_(COMPLETE|FAILED)$/) ? otaUpdateInfo : undefined;
      });
    },

    /** Offered to its devices: signed, with its stream, OTA update and job. */
    async offer(upload: Walk = {}): Promise<Release> {
      const release = await walk.admit(upload);
      const signatures = await walk.sign(release);
      if (release.delivery === "stream") await invoke(createStream, { release });
      await invoke(createOtaUpdate, { release, signatures });
      await walk.created(release);
      expect(await invoke(checkOtaUpdate, { release })).toEqual({ state: "created" });
      return release;
    },
  };
  return walk;
}
