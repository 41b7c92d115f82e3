import assert from "node:assert/strict";
import type { GetSigningProfileResponse } from "@aws-sdk/client-signer";
import { type Guide, type UploadedImage, uploadNextImage } from "./guide.ts";
import { fileName, inBucket, inStream, type OtaFile, signedByHand } from "./ota-file.ts";
import { createOtaUpdate, followOtaUpdate, type Rollout } from "./ota-updates.ts";
import { profileName, signNextImage } from "./signing.ts";
import { createStream, rawImage } from "./streams.ts";

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

/** The service makes the profile, too, unless it has these very parameters already. */
const newProfile =
  (certificateArn: string): Combination =>
  async (guide) => {
    const image = await uploadNextImage(guide);
    const startSigningJobParameter = {
      signingProfileName: "myTestProfile",
      signingProfileParameter: {
        certificateArn,
        platform: "AmazonFreeRTOS-Default",
        certificatePathOnDevice: guide.signer.certificatePath,
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

/** Every combination of the guide, in its order, by MQTT; then by HTTP those that lie in S3. */
export async function combinations(guide: Guide, certificateArn: string): Promise<void> {
  const update = (otaUpdateId: string, combination: Combination, ...protocols: string[]) =>
    updateDevices(guide, { otaUpdateId, ...(protocols.length > 0 && { protocols }) }, combination);
  await update("guide-a-signed-object", signedStream);
  await update("guide-a-raw-image", rawStream);
  await update("guide-b", customStream);
  await update("guide-c", newProfile(certificateArn));
  await guide.step("get-signing-profile of c", async () => {
    const profile = await guide.aws<GetSigningProfileResponse>`signer get-signing-profile
      --profile-name myTestProfile`;
    assert.deepEqual(profile.signingParameters, { certname: guide.signer.certificatePath });
  });
  await update("guide-d", existingProfile);
  await update("guide-e", signedAlready);
  await update("guide-f", customInBucket);
  await update("guide-c-by-http", newProfile(certificateArn), "HTTP");
  await update("guide-d-by-http", existingProfile, "HTTP");
  await update("guide-e-by-either", signedAlready, "MQTT", "HTTP");
  await update("guide-f-by-http", customInBucket, "HTTP");
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
      return followOtaUpdate(guide, otaUpdateId, image);
    },
    (outcome) => outcome,
  );
}
