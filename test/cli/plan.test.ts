import type { CreateOTAUpdateRequest } from "@aws-sdk/client-iot";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { planRelease } from "../../cli/releases/plan-release.ts";
import { planText } from "../../cli/releases/plan-text.ts";
import { readyMaterial } from "../../cli/releases/ready-material.ts";
import { requestJson } from "../../cli/releases/request-json.ts";
import { iot } from "../../functions/aws/clients.ts";
import { materialOnDisk } from "../support/material-on-disk.ts";
import { pipelineBench, releaseBucket } from "../support/pipeline-bench.ts";
import { releaseWalk, type Walk } from "../support/release-walk.ts";

const bench = await pipelineBench();
const walk = releaseWalk(bench);
const requests: CreateOTAUpdateRequest[] = [];
const version = "1.4.0";

beforeAll(() => {
  iot.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        if (commandName === "CreateOTAUpdateCommand") requests.push(args.input as CreateOTAUpdateRequest);
        return next(args);
      },
    { step: "initialize" },
  );
});
afterEach(() => vi.unstubAllEnvs());

const files = [{ name: "app.bin" }];

/** Plans what is on the disk: firmware, unless a manifest says more. */
async function plan({ product = "", body = "firmware", manifest }: Walk) {
  const at = materialOnDisk({ "app.bin": body, ...(manifest ? { "release.json": { files, ...manifest } } : {}) });
  const path = manifest ? at() : at("app.bin");
  return planRelease(await readyMaterial({ path, product, version }));
}

/** The request with what S3 and Signer have told meanwhile in the place of what stood for it. */
function filledIn(planned: CreateOTAUpdateRequest, made: CreateOTAUpdateRequest): unknown {
  const { codeSigning, fileLocation } = made.files?.[0] ?? {};
  const known: Record<string, string | undefined> = {
    [planned.otaUpdateId ?? ""]: made.otaUpdateId,
    "<signing job of app.bin>": codeSigning?.awsSignerJobId,
    "<version id of app.bin>": fileLocation?.s3Location?.version,
    "<signature of app.bin>": Buffer.from(codeSigning?.customCodeSigning?.signature?.inlineDocument ?? "").toString(
      "base64",
    ),
  };
  let text = JSON.stringify(requestJson(planned));
  for (const [placeholder, value = ""] of Object.entries(known)) text = text.replaceAll(placeholder, value);
  return JSON.parse(text);
}

describe("the CreateOTAUpdate request of a plan", () => {
  it.each<[string, Walk, Record<string, string>]>([
    ["an image", {}, {}],
    ["an image whose signature the stack takes out", {}, { CODE_SIGNING: "ExtractedSignature" }],
    [
      "a product with settings of its own",
      { settings: { fileName: "/a.bin", abortCriteria: [abort], rollout: { maximumPerMinute: 7 } } },
      {},
    ],
    [
      "a manifest",
      {
        manifest: {
          tags: { team: "heating" },
          description: "Spring",
          targets: ["thinggroup/p-all"],
          additionalParameters: { a: "b" },
        },
      },
      {},
    ],
    ["a manifest by HTTP", { manifest: { protocols: ["MQTT", "HTTP"], presignedUrlExpiresInSec: 600 } }, {}],
    ["a manifest that AWS IoT has signed", { manifest: { signing: { by: "service", profile: "ota_pipeline" } } }, {}],
  ])("is the one that is made of %s", async (_, what, settings) => {
    for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
    const product = await bench.product();
    await bench.iot.createThingGroup({ thingGroupName: "p-all" }).catch(() => {});
    await bench.iot.addThingToThingGroup({ thingName: `${product}-1`, thingGroupName: "p-all" });
    if (what.settings) await bench.upload(`products/${product}.json`, JSON.stringify(what.settings));
    const planned = await plan({ ...what, product });
    if (!planned.release) return expect.fail("it is refused");
    expect(planned.admission).toEqual({ state: "admitted" });

    const manifest = what.manifest && { manifest: { files, ...what.manifest } };
    await walk.offer({ product, ...manifest });
    const made = requests.at(-1) ?? expect.fail("nothing was made");
    expect(made.otaUpdateId).toMatch(new RegExp(`^${product}-1_4_0-[0-9a-f]{8}$`));
    expect(filledIn(planned.request, made)).toEqual(requestJson(made));
  });
});

const abort = { failureType: "FAILED", thresholdPercentage: 10, minNumberOfExecutedThings: 5 };

describe("a plan", () => {
  const view = { releaseBucket, retentionInDays: "30", width: Number.POSITIVE_INFINITY };

  it("makes nothing, and says what would be made, for how many and for how long", async () => {
    const product = await bench.product(3);
    const before = await bench.inventory(product);
    const text = planText(await plan({ product }), view);
    expect(await bench.inventory(product)).toEqual(before);
    expect(text).toContain(`${product} 1.4.0: would be released\n`);
    for (const line of [
      `for    thinggroup/${product}, 3 things now`,
      "file   app.bin, 8 bytes, SHA-256 ",
      `makes  1 signing job, into s3://${releaseBucket}/signed/${product}-1_4_0-xxxxxxxx/`,
      `makes  the stream ${product}-1_4_0-xxxxxxxx, of 1 file`,
      `makes  the job AFR_OTA-${product}-1_4_0-xxxxxxxx, for 3 things`,
      "time   a device has 1,440 minutes once it has begun, the rollout 14 days",
      "kept   for 30 days once it has ended; the record for good",
    ]) {
      expect(text).toContain(`\n${line}`);
    }
    expect(text).toMatch(/\nNothing was made\.$/);
  });

  it("counts a thing once that is in two groups, and those of groups below", async () => {
    const product = await bench.product(2);
    const other = await bench.product(1);
    await bench.iot.addThingToThingGroup({ thingName: `${product}-1`, thingGroupName: other });
    const targets = [`thinggroup/${product}`, `thinggroup/${other}`];
    const planned = await plan({ product, manifest: { targets } });
    expect(planned).toMatchObject({ targets: { things: 3, targets: [{ things: 2 }, { things: 2 }] } });
  });

  it("says what would be ended for it", async () => {
    const product = await bench.product();
    const { id } = await walk.offer({ product, version: "1.3.0" });
    expect(await plan({ product })).toMatchObject({ admission: { state: "admitted" }, ends: [id] });
  });

  it("says that there is nothing to do for bytes that are on their way", async () => {
    const product = await bench.product();
    const { id } = await walk.offer({ product });
    const planned = await plan({ product });
    expect(planned.admission).toMatchObject({ state: "nothing-to-do", by: id });
    expect(planText(planned, view)).toContain(`nothing to do: 1.4.0 with the same bytes is on its way, as ${id}\n`);
  });

  it("says by which name it would be refused, and the way out", async () => {
    const product = await bench.product();
    await walk.offer({ product, body: "other firmware" });
    const text = planText(await plan({ product }), view);
    expect(text).toContain("would be refused: VersionReusedError: ");
    expect(text).toContain("\nWhat most often helps: raise the version");
    expect(text).not.toContain("CreateOTAUpdate");
  });

  it("says no more than the name of a product that nobody knows", async () => {
    expect(await plan({ product: "nobody" })).toEqual({
      product: "nobody",
      version,
      release: null,
      admission: {
        state: "refused",
        error: "ProductUnknownError",
        cause: "There is neither products/nobody.json nor a thing group nobody",
      },
    });
  });
});
