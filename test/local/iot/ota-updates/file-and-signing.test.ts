import { createPublicKey, verify } from "node:crypto";
import type { OTAUpdateFile } from "@aws-sdk/client-iot";
import { beforeEach, describe, expect, it } from "vitest";
import { certificateArn, firmware, type OtaBench, otaBench, roleArn } from "../../../support/ota-bench.ts";

// The combinations of "Creating an OTA update with the AWS CLI", by the letters of our own table of them.

let bench: OtaBench;
beforeEach(async () => {
  bench = await otaBench();
});

const customCodeSigning = {
  signature: { inlineDocument: Buffer.from("MEUCIQ==") },
  certificateChain: { certificateName: "/custom.pem", inlineDocument: "chain" },
  hashAlgorithm: "SHA256",
  signatureAlgorithm: "ECDSA",
};

const inStream = { stream: { streamId: "mine", fileId: 7 } };

function makeStream(s3Location: { bucket: string; key: string; version?: string }): void {
  bench.streams.create({ streamId: "mine", files: [{ fileId: 7, s3Location }], roleArn });
}

const startSigningJobParameter = {
  signingProfileName: "fw_prod",
  destination: { s3Destination: { bucket: "signed" } },
};

const isSignature = (text: string) =>
  verify("sha256", firmware, createPublicKey(bench.certificate.certificate), Buffer.from(text, "base64"));

/** The stream the service made, and the object that its file is. */
async function madeStream(streamId: string) {
  expect(streamId).toMatch(/^AFR_OTA-[0-9a-f-]{36}$/);
  const [file, ...others] = bench.streams.find(streamId)?.files ?? [];
  expect(others).toEqual([]);
  const { bucket = "", key = "", version } = file ?? {};
  const bytes = await bench.objects.read({ bucket, key, ...(version !== undefined && { versionId: version }) });
  return { fileId: file?.fileId, bucket, key, bytes };
}

describe("a: the user's stream and a signing job", () => {
  it("makes a job only, with the job's signature", async () => {
    makeStream(bench.source);
    const awsSignerJobId = await bench.sign();
    const { ota, file } = await bench.created([
      { fileName: "app.bin", fileType: 0, fileLocation: inStream, codeSigning: { awsSignerJobId } },
    ]);
    expect(ota).toEqual({
      protocols: ["MQTT"],
      streamname: "mine",
      files: [
        {
          filepath: "app.bin",
          filesize: firmware.length,
          fileid: 7,
          certfile: "/cert.pem",
          fileType: 0,
          update_data_url: null,
          auth_scheme: null,
          "sig-sha256-ecdsa": expect.any(String),
        },
      ],
    });
    expect(isSignature(file["sig-sha256-ecdsa"])).toBe(true);
    expect(bench.streams.find("mine")?.files).toMatchObject([{ key: "app.bin", isSigned: false }]);
  });

  it.each([
    ["pinned", true],
    ["not pinned", false],
  ])("delivers the image when the stream is over the signed object, %s", async (_, isPinned) => {
    const awsSignerJobId = await bench.sign();
    const key = `signed/${awsSignerJobId}`;
    const { versionId: version = "" } = await bench.objects.head({ bucket: "signed", key });
    makeStream({ bucket: "signed", key, ...(isPinned && { version }) });
    const { file } = await bench.created([
      { fileName: "app.bin", fileLocation: inStream, codeSigning: { awsSignerJobId } },
    ]);
    expect(file).toMatchObject({ filesize: firmware.length, fileid: 7 });
    expect(bench.streams.find("mine")?.files).toMatchObject([{ key, isSigned: true }]);
  });

  it("waits for a signing job that is still in progress", async () => {
    makeStream(bench.source);
    const { jobId: awsSignerJobId } = bench.signer.startJob(
      {
        profileName: "fw_prod",
        source: { s3: { bucketName: "uploads", key: "app.bin", version: bench.source.version } },
        destination: { s3: { bucketName: "signed" } },
        clientRequestToken: "t1",
      },
      { arn: roleArn, account: "123456789012" },
    );
    const { update } = await bench.created([{ fileLocation: inStream, codeSigning: { awsSignerJobId } }]);
    expect(update.otaUpdateStatus).toBe("CREATE_COMPLETE");
  });
});

describe("b: the user's stream and a signature of the user's", () => {
  it("shows devices the text of the blob, under the algorithms' names", async () => {
    makeStream(bench.source);
    const { ota, file } = await bench.created([
      { fileName: "app.bin", fileLocation: inStream, codeSigning: { customCodeSigning } },
    ]);
    expect(ota.streamname).toBe("mine");
    expect(file).toEqual({
      filepath: "app.bin",
      filesize: firmware.length,
      fileid: 7,
      certfile: "/custom.pem",
      update_data_url: null,
      auth_scheme: null,
      "sig-sha256-ecdsa": "MEUCIQ==",
    });
  });
});

describe("c: an object in S3 and a profile's parameters", () => {
  const withParameters = (certificatePathOnDevice: string, signingProfileName: string): OTAUpdateFile => ({
    fileName: "app.bin",
    fileLocation: { s3Location: bench.source },
    codeSigning: {
      startSigningJobParameter: {
        ...startSigningJobParameter,
        signingProfileName,
        signingProfileParameter: { certificateArn, platform: "AmazonFreeRTOS-Default", certificatePathOnDevice },
      },
    },
  });

  it("makes the profile, signs, streams the image", async () => {
    const { ota, file } = await bench.created([withParameters("/new.pem", "fw_new")]);
    expect(bench.signer.profiles.find("fw_new")).toMatchObject({
      certificateArn,
      signingParameters: { certname: "/new.pem" },
    });
    expect(file).toMatchObject({ certfile: "/new.pem", fileid: 0, filesize: firmware.length });
    expect(isSignature(file["sig-sha256-ecdsa"])).toBe(true);
    expect((await madeStream(ota.streamname)).bytes.equals(firmware)).toBe(true);
  });

  it("takes a profile that has exactly these parameters", async () => {
    const { update } = await bench.created([withParameters("/cert.pem", "fw_prod")]);
    expect(update.otaUpdateStatus).toBe("CREATE_COMPLETE");
  });

  it("fails when the profile has others", async () => {
    const { update } = await bench.created([withParameters("/other.pem", "fw_prod")]);
    expect(update).toMatchObject({
      otaUpdateStatus: "CREATE_FAILED",
      errorInfo: { code: "InvalidRequestException", message: expect.stringContaining("fw_prod") },
    });
  });
});

describe("d: an object in S3 and a profile", () => {
  it("signs, and writes the raw image over the signed object", async () => {
    const { update, ota, file } = await bench.created([
      { fileName: "app.bin", fileLocation: { s3Location: bench.source }, codeSigning: { startSigningJobParameter } },
    ]);
    const jobId = update.otaUpdateFiles?.[0]?.codeSigning?.awsSignerJobId ?? "";
    const job = bench.signer.jobs.find(jobId);
    expect(job).toMatchObject({
      requestedBy: expect.stringMatching(/^arn:aws:sts::123456789012:assumed-role\/ota\//),
      state: { status: "Succeeded", signedObject: { bucketName: "signed", key: `signedImage/${jobId}` } },
    });
    const made = await madeStream(ota.streamname);
    expect(made).toMatchObject({ fileId: 0, bucket: "signed", key: `signedImage/${jobId}` });
    expect(made.bytes.equals(firmware)).toBe(true);
    expect(file).toMatchObject({ filesize: firmware.length, certfile: "/cert.pem" });
    const versionId = job?.state.status === "Succeeded" ? (job.state.signedObject.versionId ?? "") : "";
    const older = await bench.objects.read({ bucket: "signed", key: made.key, versionId });
    expect(JSON.parse(older.toString())).toMatchObject({ rawPayloadSize: firmware.length });
  });

  it("signs the newest version when none is named, under the prefix that is", async () => {
    const { bucket, key } = bench.source;
    const parameter = {
      ...startSigningJobParameter,
      destination: { s3Destination: { bucket: "signed", prefix: "SignedImages/" } },
    };
    const { update } = await bench.created([
      { fileLocation: { s3Location: { bucket, key } }, codeSigning: { startSigningJobParameter: parameter } },
    ]);
    const jobId = update.otaUpdateFiles?.[0]?.codeSigning?.awsSignerJobId ?? "";
    expect(bench.signer.jobs.find(jobId)).toMatchObject({
      source: { version: bench.source.version },
      state: { signedObject: { key: `SignedImages/${jobId}` } },
    });
  });

  it("streams the upload itself where the signed object only points to it", async () => {
    const platformId = "AWSIoTDeviceManagement-SHA256-ECDSA";
    bench.signer.profiles.put({ profileName: "detached", platformId, signingMaterial: { certificateArn } });
    const parameter = { ...startSigningJobParameter, signingProfileName: "detached" };
    const { ota, file } = await bench.created([
      { fileLocation: { s3Location: bench.source }, codeSigning: { startSigningJobParameter: parameter } },
    ]);
    expect(await madeStream(ota.streamname)).toMatchObject({ bucket: "uploads", key: "app.bin" });
    expect(file).toMatchObject({ filepath: null, certfile: null });
    expect(isSignature(file["sig-sha256-ecdsa"])).toBe(true);
  });
});

describe("e: a signing job and no location", () => {
  it("streams the image that the job signed", async () => {
    const awsSignerJobId = await bench.sign();
    const { ota, file } = await bench.created([{ fileName: "app.bin", fileType: 3, codeSigning: { awsSignerJobId } }]);
    expect(file).toMatchObject({ fileid: 0, filesize: firmware.length, certfile: "/cert.pem", fileType: 3 });
    const made = await madeStream(ota.streamname);
    expect(made.key).toBe(`signed/${awsSignerJobId}`);
    expect(made.bytes.equals(firmware)).toBe(true);
  });

  it("does so again for a second update, though the raw image lies over the signed one by then", async () => {
    const awsSignerJobId = await bench.sign();
    await bench.created([{ codeSigning: { awsSignerJobId } }]);
    const { ota, file } = await bench.created([{ codeSigning: { awsSignerJobId } }], { otaUpdateId: "fw-2" });
    expect(isSignature(file["sig-sha256-ecdsa"])).toBe(true);
    expect((await madeStream(ota.streamname)).bytes.equals(firmware)).toBe(true);
  });
});

describe("f: an object in S3 and a signature of the user's", () => {
  it.each([
    ["with its version", true],
    ["without one", false],
  ])("streams it, %s, pinned", async (_, isNamed) => {
    const { bucket, key, version } = bench.source;
    const s3Location = { bucket, key, ...(isNamed && { version }) };
    const { ota, file } = await bench.created([
      { fileName: "app.bin", fileLocation: { s3Location }, codeSigning: { customCodeSigning } },
    ]);
    expect(file).toMatchObject({ certfile: "/custom.pem", "sig-sha256-ecdsa": "MEUCIQ==", fileid: 0 });
    expect(bench.streams.find(ota.streamname)?.files).toMatchObject([{ bucket, key, version }]);
  });
});

describe("g: no signature at all", () => {
  it("says so in the document", async () => {
    const { file } = await bench.created([{ fileName: "app.bin", fileLocation: { s3Location: bench.source } }]);
    expect(file).toEqual({
      filepath: "app.bin",
      filesize: firmware.length,
      fileid: 0,
      certfile: null,
      update_data_url: null,
      auth_scheme: null,
      "sig--": null,
    });
  });
});

describe("Several files", () => {
  it("share a stream, in their order", async () => {
    const { versionId: version } = await bench.objects.write({
      bucket: "uploads",
      key: "boot.bin",
      body: Buffer.from("boot"),
    });
    const boot = { bucket: "uploads", key: "boot.bin", version };
    const { ota } = await bench.created([
      { fileName: "app.bin", fileLocation: { s3Location: bench.source }, codeSigning: { startSigningJobParameter } },
      { fileName: "boot.bin", fileLocation: { s3Location: boot }, codeSigning: { customCodeSigning } },
    ]);
    expect(ota.files).toMatchObject([
      { filepath: "app.bin", fileid: 0, certfile: "/cert.pem" },
      { filepath: "boot.bin", fileid: 1, filesize: 4, certfile: "/custom.pem" },
    ]);
    const files = bench.streams.find(ota.streamname)?.files;
    expect(files).toMatchObject([{ fileId: 0 }, { fileId: 1, ...boot }]);
  });
});

describe("By HTTP", () => {
  const file = () => [
    { fileName: "app.bin", fileLocation: { s3Location: bench.source }, codeSigning: { customCodeSigning } },
  ];

  it("the document has a placeholder for a URL that is made at each fetch, and no stream", async () => {
    const { ota, file: offered } = await bench.created(file(), { protocols: ["HTTP"] });
    expect(ota).not.toHaveProperty("streamname");
    expect(offered).toMatchObject({
      auth_scheme: "aws.s3.presigned",
      update_data_url: `\${aws:iot:s3-presigned-url:https://s3.us-east-1.amazonaws.com/uploads/app.bin?versionId=${bench.source.version}}`,
    });
  });

  it("and MQTT the document has both", async () => {
    const { ota, file: offered } = await bench.created(file(), { protocols: ["MQTT", "HTTP"] });
    expect(ota).toMatchObject({ protocols: ["MQTT", "HTTP"], streamname: expect.stringMatching(/^AFR_OTA-/) });
    expect(offered.auth_scheme).toBe("aws.s3.presigned");
  });
});
