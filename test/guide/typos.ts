import { type Guide, uploadNextImage } from "./guide.ts";
import { inBucket } from "./ota-file.ts";
import { createOtaUpdate } from "./ota-updates.ts";
import { isRefused } from "./refused.ts";

/** What is wrong in the guide itself, as the CLI tells it before it asks AWS. */
export async function typos(guide: Guide): Promise<void> {
  const { aws, writeJson } = guide;
  const image = await uploadNextImage(guide);
  const withSigning = (codeSigning: Record<string, unknown>) =>
    createOtaUpdate(guide, { otaUpdateId: "guide-typo" }, { ...inBucket(guide, image), codeSigning });
  await isRefused(guide, 'the guide\'s "[MQTT, HTTP]"', undefined, /Invalid JSON/, async () => {
    const files = await writeJson([inBucket(guide, image)]);
    await aws`iot create-ota-update --ota-update-id guide-typo --protocols "[MQTT, HTTP]" --files ${files} --targets ${guide.iotArn("thing/bench-1")} --role-arn ${guide.roleArn}`;
  });
  await isRefused(
    guide,
    "the guide's startSigningJobParamater",
    undefined,
    /must be one of.*startSigningJobParameter/,
    () => withSigning({ startSigningJobParamater: {} }),
  );
  await isRefused(guide, "the guide's signingProfileParameter.platformId", undefined, /must be one of.*platform,/, () =>
    withSigning({ startSigningJobParameter: { signingProfileParameter: { platformId: "AmazonFreeRTOS-Default" } } }),
  );
}
