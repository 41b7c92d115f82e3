import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startPipeline } from "../support/local-aws.ts";
import { ota } from "../support/ota.ts";

const pipeline = await startPipeline({ devices: 0, until: afterAll });

beforeAll(() => {
  process.env["AWS_ENDPOINT_URL"] = pipeline.aws.endpoint;
});

describe("ota platforms", () => {
  it("lists what signs, those for FreeRTOS first", async () => {
    const { exitCode, stdout } = await ota("platforms", "--local");
    expect(exitCode).toBe(0);
    expect(stdout.split("\n").slice(0, 5)).toEqual([
      expect.stringMatching(/^platform +signs with +largest +writes +for FreeRTOS$/),
      expect.stringMatching(/^AmazonFreeRTOS-Default +ECDSA over SHA256 +16 MB +JSONEmbedded +yes$/),
      expect.stringMatching(/^AmazonFreeRTOS-TI-CC3220SF +RSA over SHA1 +16 MB +JSONEmbedded +yes$/),
      expect.stringMatching(/^AWSIoTDeviceManagement-SHA256-ECDSA +ECDSA over SHA256 +2048 MB +JSONDetached +no$/),
      expect.stringMatching(/^AWSLambda-SHA384-ECDSA .* no$/),
    ]);
  });

  it("tells programs the same", async () => {
    const { platforms } = JSON.parse((await ota("platforms", "--local", "--json")).stdout);
    expect(platforms[0]).toEqual({
      platformId: "AmazonFreeRTOS-Default",
      name: "Amazon FreeRTOS SHA256-ECDSA",
      encryptionAlgorithms: ["ECDSA"],
      hashAlgorithms: ["SHA256"],
      formats: ["JSONEmbedded"],
      largestInMB: 16,
      fitsFreeRtos: true,
    });
  });
});
