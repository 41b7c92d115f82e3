import assert from "node:assert/strict";
import type { GetSigningProfileResponse } from "@aws-sdk/client-signer";
import { type Guide, type UploadedImage, uploadNextImage } from "./guide.ts";
import { signByHand } from "./openssl.ts";
import { createOtaUpdate, fileName, followOtaUpdate, type OtaFile, type Rollout } from "./ota-updates.ts";
import { profileName, signNextImage } from "./signing.ts";
import { createStream, fileId, rawImage } from "./streams.ts";

/** Makes what an update's file needs, and the file. */
type Combination = (guide: Guide, otaUpdateId: string) => Promise<{ image: UploadedImage; file: OtaFile }>;

const signedStream: Combination = async (guide, streamId) => {
  const { jobId, signedKey, ...image } = await signNextImage(guide);
  await createStream(guide, streamId, { key: signedKey });
  return { image, file: { fileName, fileLocation: inStream(streamId), codeSigning: { awsSignerJobId: jobId } } };
};

const rawStream: Combination = async (guide, streamId) => {
  const { jobId, ...image } = await signNextImage(guide);
  await createStream(guide, streamId, rawImage(image));
  return { image, file: { fileName, fileLocation: inStream(streamId), codeSigning: { awsSignerJobId: jobId } } };
};

const customStream: Combination = async (guide, streamId) => {
  const image = await uploadNextImage(guide);
  await createStream(guide, streamId, rawImage(image));
  return { image, file: { fileName, fileLocation: inStream(streamId), codeSigning: await signedByHand(guide, image) } };
};

/** Makes the profile, too: `certificateArn` is what it signs with. */
const newProfile =
  (certificateArn: string): Combination =>
  async (guide) => {
    const image = await uploadNextImage(guide);
    const startSigningJobParameter = {
      signingProfileName: "myTestProfile",
      signingProfileParameter: {
        certificateArn,
        platform: "AmazonFreeRTOS-Default",
        certificatePathOnDevice: guide.certificatePath,
      },
      destination: { s3Destination: { bucket: guide.bucket } },
    };
    return { image, file: { ...inBucket(guide, image), codeSigning: { startSigningJobParameter } } };
  };

const existingProfile: Combination = async (guide) => {
  const image = await uploadNextImage(guide);
  const startSigningJobParameter = {
    signingProfileName: profileName,
    destination: { s3Destination: { bucket: guide.bucket, prefix: "signed/" } },
  };
  return { image, file: { ...inBucket(guide, image), codeSigning: { startSigningJobParameter } } };
};

const signedAlready: Combination = async (guide) => {
  const { jobId, ...image } = await signNextImage(guide);
  return { image, file: { fileName, fileVersion: image.version, codeSigning: { awsSignerJobId: jobId } } };
};

const customInBucket: Combination = async (guide) => {
  const image = await uploadNextImage(guide);
  return { image, file: { ...inBucket(guide, image), codeSigning: await signedByHand(guide, image) } };
};

/** Every combination of the guide, by MQTT, in its order. */
export async function combinations(guide: Guide, certificateArn: string): Promise<void> {
  const update = (otaUpdateId: string, combination: Combination) => updateDevices(guide, { otaUpdateId }, combination);
  await update("guide-a-signed-object", signedStream);
  await update("guide-a-raw-image", rawStream);
  await update("guide-b", customStream);
  await update("guide-c", newProfile(certificateArn));
  await guide.step("get-signing-profile of c", async () => {
    const profile = await guide.aws<GetSigningProfileResponse>`signer get-signing-profile
      --profile-name myTestProfile`;
    assert.deepEqual(profile.signingParameters, { certname: guide.certificatePath });
  });
  await update("guide-d", existingProfile);
  await update("guide-e", signedAlready);
  await update("guide-f", customInBucket);
}

/** Offers an image to the devices, and follows it until they run it. */
async function updateDevices(guide: Guide, rollout: Rollout, combination: Combination): Promise<void> {
  const { otaUpdateId } = rollout;
  await guide.step(
    `create-ota-update ${otaUpdateId}`,
    async () => {
      const { image, file } = await combination(guide, otaUpdateId);
      const { otaUpdateStatus } = await createOtaUpdate(guide, rollout, file);
      assert.equal(otaUpdateStatus, "CREATE_PENDING");
      return followOtaUpdate(guide, otaUpdateId, image.version);
    },
    (outcome) => outcome,
  );
}

function inStream(streamId: string) {
  return { stream: { streamId, fileId } } satisfies OtaFile["fileLocation"];
}

function inBucket({ bucket }: Guide, { version, key, versionId }: UploadedImage) {
  return {
    fileName,
    fileVersion: version,
    fileLocation: { s3Location: { bucket, key, version: versionId } },
  } satisfies Omit<OtaFile, "codeSigning">;
}

/** The signature that `openssl dgst -sha256 -sign` makes. */
async function signedByHand(
  { directory, signer, certificatePath }: Guide,
  { file }: UploadedImage,
): Promise<OtaFile["codeSigning"]> {
  return {
    customCodeSigning: {
      signature: { inlineDocument: await signByHand(directory, signer, file) },
      certificateChain: { certificateName: certificatePath },
      hashAlgorithm: "SHA256",
      signatureAlgorithm: "ECDSA",
    },
  };
}
