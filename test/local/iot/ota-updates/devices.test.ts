import { hash } from "node:crypto";
import type { OTAUpdateFile } from "@aws-sdk/client-iot";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type GuideAccount, guideAccount, image140, roleArn } from "../../../support/guide-account.ts";
import { connectClient } from "../../../support/mqtt-client.ts";

// The combinations of "Creating an OTA update with the AWS CLI", by the letters of our own table of them, each through to
// a device that verifies the image.

let account: GuideAccount;
beforeAll(async () => {
  account = await guideAccount();
});
afterAll(() => account.stop());

let made = 0; // streams and profiles

async function inStream(s3Location: { bucket: string; key: string; version?: string }) {
  const streamId = `stream-${++made}`;
  await account.iot.createStream({ streamId, files: [{ fileId: 7, s3Location }], roleArn });
  return { fileLocation: { stream: { streamId, fileId: 7 } } };
}

const inS3 = () => ({ fileLocation: { s3Location: account.source } });
const signed = (key: string) => ({ bucket: "signed", key });
const custom = () => ({ codeSigning: { customCodeSigning: account.customCodeSigning("SHA256", "ECDSA") } });
const destination = { s3Destination: { bucket: "signed", prefix: "by-service/" } };

const combinations: Record<string, (profile: string) => Promise<OTAUpdateFile>> = {
  "a: a stream over the upload and a signing job": async (profile) => {
    const { jobId: awsSignerJobId } = await account.signingJob(profile, account.source);
    return { ...(await inStream(account.source)), codeSigning: { awsSignerJobId } };
  },
  "a: a stream over the signed object and its job, as in the guide": async (profile) => {
    const { jobId: awsSignerJobId, key } = await account.signingJob(profile, account.source);
    return { ...(await inStream(signed(key))), codeSigning: { awsSignerJobId } };
  },
  "b: a stream and a signature of one's own": async () => ({ ...(await inStream(account.source)), ...custom() }),
  "c: an object and a new profile's parameters": async (profile) => ({
    ...inS3(),
    codeSigning: {
      startSigningJobParameter: {
        signingProfileName: `made_${++made}`,
        destination,
        signingProfileParameter: parametersLike(profile),
      },
    },
  }),
  "c: an object and an old profile's parameters": async (signingProfileName) => ({
    ...inS3(),
    codeSigning: {
      startSigningJobParameter: {
        signingProfileName,
        destination,
        signingProfileParameter: parametersLike(signingProfileName),
      },
    },
  }),
  "d: an object and a profile": async (signingProfileName) => ({
    ...inS3(),
    codeSigning: { startSigningJobParameter: { signingProfileName, destination } },
  }),
  "e: a signing job alone": async (profile) => {
    const { jobId: awsSignerJobId } = await account.signingJob(profile, account.source);
    return { codeSigning: { awsSignerJobId } };
  },
  "f: an object and a signature of one's own": async () => ({ ...inS3(), ...custom() }),
};

function parametersLike(profile: string) {
  return profile === "ti_profile"
    ? {
        certificateArn: account.certificateArns.rsa,
        platform: "AmazonFreeRTOS-TI-CC3220SF",
        certificatePathOnDevice: "/rsa.pem",
      }
    : {
        certificateArn: account.certificateArns.ec,
        platform: "AmazonFreeRTOS-Default",
        certificatePathOnDevice: "/ec.pem",
      };
}

let things = 0;

describe.each(Object.entries(combinations))("%s", (_, file) => {
  it.each([
    { profile: "ec_profile", protocols: undefined, device: ["MQTT"] },
    { profile: "ec_profile", protocols: ["HTTP"], device: ["HTTP"] },
    { profile: "ec_profile", protocols: ["MQTT", "HTTP"], device: ["MQTT"] },
    { profile: "ec_profile", protocols: ["MQTT", "HTTP"], device: ["HTTP"] },
    { profile: "ti_profile", protocols: ["MQTT", "HTTP"], device: ["HTTP", "MQTT"] },
  ] as const)("$profile, offered by $protocols, reaches a device that speaks $device", async (way) => {
    const thingName = `thing-${++things}`;
    const device = await account.device(thingName, { protocols: way.device });
    const offered = [{ fileName: "app.bin", ...(await file(way.profile)) }];
    const update = await account.update(thingName, offered, way.protocols && { protocols: [...way.protocols] });
    expect(update).toMatchObject({ otaUpdateStatus: "CREATE_COMPLETE" });
    await expect(account.verdict(thingName)).resolves.toBe("SUCCEEDED accepted  v1.4.0");
    expect(device.image.sha256).toBe(hash("sha256", image140));
  });
});

describe("g: no signature", () => {
  it("is refused by the device, which has nothing to verify it with", async () => {
    await account.device("unsigned");
    await account.update("unsigned", [{ fileName: "app.bin", ...inS3() }]);
    await expect(account.verdict("unsigned")).resolves.toBe("FAILED 0x000000e7: 0x00000000");
  });
});

describe("a signature of one's own", () => {
  it.each([
    ["SHA256", "ECDSA"],
    ["SHA256", "RSA"],
    ["SHA1", "ECDSA"],
    ["SHA1", "RSA"],
  ] as const)("by %s and %s is verified by the device, under that name", async (hashAlgorithm, algorithm) => {
    const thingName = `custom-${hashAlgorithm}-${algorithm}`;
    const device = await account.device(thingName, { protocols: ["HTTP"] });
    const codeSigning = { customCodeSigning: account.customCodeSigning(hashAlgorithm, algorithm) };
    const { awsIotJobId: jobId } = await account.update(thingName, [{ fileName: "app.bin", ...inS3(), codeSigning }], {
      protocols: ["HTTP"],
    });
    const { document = "" } = await account.iot.getJobDocument({ jobId });
    expect(document).toContain(`"sig-${hashAlgorithm.toLowerCase()}-${algorithm.toLowerCase()}"`);
    await account.verdict(thingName);
    expect(device.image.version).toBe("1.4.0");
  });
});

describe("several files", () => {
  it.each(["MQTT", "HTTP"] as const)("each signed in its own way, arrive by %s", async (protocol) => {
    const thingName = `several-${protocol}`;
    const device = await account.device(thingName, { protocols: [protocol] });
    const radio = Buffer.from(`radio for ${protocol}`);
    const radioLocation = await account.upload("radio.bin", radio);
    const { jobId: awsSignerJobId } = await account.signingJob(
      "ti_profile",
      await account.upload("web.bin", Buffer.alloc(5000, "web")),
    );
    await account.update(
      thingName,
      [
        {
          fileName: "app.bin",
          fileType: 0,
          ...inS3(),
          codeSigning: { startSigningJobParameter: { signingProfileName: "ec_profile" } },
        },
        {
          fileName: "/data/radio.bin",
          fileType: 9,
          fileLocation: { s3Location: radioLocation },
          codeSigning: { customCodeSigning: account.customCodeSigning("SHA256", "RSA", radio) },
        },
        { fileName: "/data/web.bin", codeSigning: { awsSignerJobId } },
      ],
      { protocols: ["MQTT", "HTTP"] },
    );
    await expect(account.verdict(thingName)).resolves.toBe("SUCCEEDED accepted  v1.4.0");
    expect(Object.fromEntries(device.files)).toEqual({
      "/data/radio.bin": new Uint8Array(radio),
      "/data/web.bin": new Uint8Array(Buffer.alloc(5000, "web")),
    });
  });
});

describe("a presigned URL", () => {
  it("that expires in the middle is replaced by a fresh one", async () => {
    const listener = await connectClient(account.aws.mqtt.port);
    await listener.client.subscribeAsync("$aws/things/late/jobs/$next/get");
    const slow = { blockSize: 2048, blockWriteTime: 4_000 }; // 10 blocks, 10 seconds of AWS's clock each
    const device = await account.device("late", { protocols: ["HTTP"], ...slow });
    await account.update("late", [{ fileName: "app.bin", ...inS3(), ...custom() }], {
      protocols: ["HTTP"],
      awsJobPresignedUrlConfig: { expiresInSec: 60 },
    });
    await expect(account.verdict("late")).resolves.toBe("SUCCEEDED accepted  v1.4.0");
    expect(device.image.version).toBe("1.4.0");
    expect(listener.received.length).toBeGreaterThan(2); // at the start, after the restart, and in between
  });
});

describe("S3 in trouble", () => {
  it.each(["denied", "not-found", "throttle", "server-error", "lost-answer", "hang"] as const)(
    "keeps a device that downloads by HTTP waiting, not from its image: %s",
    async (fault) => {
      const thingName = `trouble-${fault}`;
      const device = await account.device(thingName, { protocols: ["HTTP"], requestTimeout: 2_000 });
      account.aws.faults.add({ service: "s3", operation: "GetObject", calls: "2-3", fault });
      await account.update(thingName, [{ fileName: "app.bin", ...inS3(), ...custom() }], { protocols: ["HTTP"] });
      await expect(account.verdict(thingName)).resolves.toBe("SUCCEEDED accepted  v1.4.0");
      expect(device.image.sha256).toBe(hash("sha256", image140));
      account.aws.faults.clear();
    },
  );
});
