import { type Guide, uploadNextImage } from "./guide.ts";
import { inBucket } from "./ota-file.ts";
import { createOtaUpdate, followOtaUpdate } from "./ota-updates.ts";

const signingProfileName = "ti_profile";
const platformId = "AmazonFreeRTOS-TI-CC3220SF";

/** The other platform of the guide, whose devices check RSA signatures over SHA-1. */
export async function texasInstruments(guide: Guide): Promise<void> {
  const { aws, bucket } = guide;
  const { certificateFile, keyFile, certificatePath } = guide.rsaSigner;
  await guide.step(
    `create-ota-update on ${platformId}`,
    async () => {
      const { CertificateArn } = await aws<{ CertificateArn: string }>`acm import-certificate
        --certificate fileb://${certificateFile} --private-key fileb://${keyFile}`;
      await aws`signer put-signing-profile --profile-name ${signingProfileName} --platform-id ${platformId}
        --signing-material certificateArn=${CertificateArn} --signing-parameters certname=${certificatePath}`;
      const image = await uploadNextImage(guide);
      const startSigningJobParameter = { signingProfileName, destination: { s3Destination: { bucket } } };
      const file = {
        ...inBucket(guide, image),
        fileName: "/sys/mcuflashimg.bin",
        codeSigning: { startSigningJobParameter },
      };
      await createOtaUpdate(guide, { otaUpdateId: "guide-ti" }, file);
      return followOtaUpdate(guide, "guide-ti", { version: image.version, certificatePath });
    },
    (outcome) => outcome,
  );
}
