import { executionArnOf } from "../../functions/firmware/release-id.ts";
import { makeImage } from "../../local/device/image.ts";
import { type Ending, endingsIn } from "./endings.ts";
import { enteredState } from "./entered-state.ts";
import type { Household } from "./households.ts";
import { inventoryChanges } from "./inventory-changes.ts";
import { recordOf } from "./journey.ts";
import type { Pipeline } from "./local-aws.ts";
import { uploadManifest } from "./manifest-release.ts";

/** What a product is like: one device that runs 1.3.0, and no settings, unless something else is said. */
export interface ProductOptions extends Partial<Omit<Household, "product">> {
  /** `products/<product>.json` */
  readonly settings?: object;
}

const imageSize = 20_000;
const inFlight = 5_000; // milliseconds after which all has happened that an end brings about at once

/** Makes products for a pipeline that the tests of a file share: each journey has one to itself. */
export function productJourneys(pipeline: Pipeline) {
  let products = 0;
  return async ({ settings, ...like }: ProductOptions = {}) => {
    products += 1;
    const name = `p${products}`;
    const fleet = await pipeline.household({ devices: 1, ...like, product: name });
    const product = {
      name,
      fleet,

      /** Changes the product's settings. */
      async decide(decided: object): Promise<void> {
        const Key = `products/${name}.json`;
        await pipeline.s3.putObject({ Bucket: pipeline.firmwareBucket, Key, Body: JSON.stringify(decided) });
      },

      /** What it runs once it is updated; another seed makes other bytes. */
      image: (version: string, seed = "") => makeImage({ product: name, version, size: imageSize, seed }),

      /** Uploads an image; another seed makes other bytes. Returns the release id. */
      drop(version: string, seed = ""): Promise<string> {
        return pipeline.upload(`firmware/${name}/${version}/app.bin`, product.image(version, seed));
      },

      /** Uploads files, by default an image, and the manifest that releases them. Returns the release id. */
      publish(version: string, manifest: object, files?: Readonly<Record<string, Uint8Array>>): Promise<string> {
        const beside = files ?? { "app.bin": product.image(version) };
        return uploadManifest(pipeline, { product: name, version, manifest, files: beside });
      },

      /** Uploads an image, and waits for the end of its execution. Returns the release id. */
      async release(version: string, seed = ""): Promise<string> {
        const id = await product.drop(version, seed);
        await pipeline.execution(id);
        return id;
      },

      /** Uploads an image, and waits until devices are offered it. Returns the release id. */
      async offer(version: string): Promise<string> {
        const id = await product.drop(version);
        await enteredState(pipeline, id, "Wait For Devices");
        return id;
      },

      /** Stops an execution, as a person may in the console. */
      async cancel(id: string): Promise<void> {
        const executionArn = executionArnOf(pipeline.stateMachineArn, id);
        await pipeline.sfn.stopExecution({ executionArn, error: "ReleaseCancelled", cause: "lunch" });
      },

      /** Cuts the power of all devices; `fleet.start()` gives it back. */
      powerOff(): void {
        for (const device of fleet.devices) device.powerOff();
      },

      /** What each device runs. */
      versions: () => fleet.devices.map(({ image }) => image.version),

      /**
       * All there is by now of every release that has come about, or changed, since the product is there, whosever it is.
       * What is under way may first come to its end.
       */
      async endings(): Promise<Record<string, Ending>> {
        await pipeline.pass(inFlight);
        return endingsIn(pipeline, inventoryChanges(before, await pipeline.inventory()));
      },

      /**
       * The same, once the sweeper has been by: a job that is cancelled lags behind in its counts, so its stream and signed
       * images are the next pass's.
       */
      async endingsOnceSwept(): Promise<Record<string, Ending>> {
        await pipeline.pass(inFlight);
        await pipeline.invoke("SweepFunction", {});
        return product.endings();
      },

      record: (id: string) => recordOf(pipeline, id),
    };
    if (settings) await product.decide(settings);
    const before = await pipeline.inventory();
    return product;
  };
}

export type Product = Awaited<ReturnType<ReturnType<typeof productJourneys>>>;
