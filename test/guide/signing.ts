import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { CertificateDetail } from "@aws-sdk/client-acm";
import type {
  DescribeSigningJobResponse,
  GetSigningPlatformResponse,
  GetSigningProfileResponse,
  ListSigningJobsResponse,
  ListSigningPlatformsResponse,
  ListSigningProfilesResponse,
} from "@aws-sdk/client-signer";
import { type Guide, type UploadedImage, uploadNextImage } from "./guide.ts";
import { checkSignature } from "./openssl.ts";
import { until } from "./until.ts";

/** The guide's profile: letters, digits and underscores. */
export const profileName = "guide_profile";

const platformId = "AmazonFreeRTOS-Default";

/** The certificate into ACM, and the profile that signs with it. Gives the certificate's ARN. */
export async function prepareSigning({ aws, step, signer }: Guide): Promise<string> {
  const certificateArn = await step(
    "import-certificate",
    async () => {
      const { CertificateArn } = await aws<{ CertificateArn: string }>`acm import-certificate
        --certificate fileb://${signer.certificateFile} --private-key fileb://${signer.keyFile}`;
      const [{ Certificate }, { CertificateSummaryList }] = await Promise.all([
        aws<{ Certificate: CertificateDetail }>`acm describe-certificate --certificate-arn ${CertificateArn}`,
        aws<{ CertificateSummaryList: { CertificateArn: string }[] }>`acm list-certificates
          --includes keyTypes=EC_prime256v1`,
      ]);
      assert.equal(Certificate.KeyAlgorithm, "EC_prime256v1");
      assert.deepEqual(
        Certificate.KeyUsages?.map(({ Name }) => Name),
        ["DIGITAL_SIGNATURE"],
      );
      assert.deepEqual(
        Certificate.ExtendedKeyUsages?.map(({ Name }) => Name),
        ["CODE_SIGNING"],
      );
      assert.ok(CertificateSummaryList.some((one) => one.CertificateArn === CertificateArn));
      return CertificateArn;
    },
    (arn) => arn,
  );
  await step("put-signing-profile", async () => {
    await aws`signer put-signing-profile --profile-name ${profileName} --platform-id ${platformId}
      --signing-material certificateArn=${certificateArn} --signing-parameters certname=${signer.certificatePath}`;
    const [profile, { profiles = [] }] = await Promise.all([
      aws<GetSigningProfileResponse>`signer get-signing-profile --profile-name ${profileName}`,
      aws<ListSigningProfilesResponse>`signer list-signing-profiles --platform-id ${platformId}`,
    ]);
    assert.equal(profile.status, "Active");
    assert.deepEqual(profile.signingParameters, { certname: signer.certificatePath });
    assert.ok(profiles.some((one) => one.profileName === profileName));
  });
  return certificateArn;
}

/** Which platforms there are, by each filter. */
export async function platforms({ aws, step }: Guide): Promise<void> {
  await step(
    "list-signing-platforms",
    async () => {
      const [all, byPartner, byAll] = await Promise.all([
        aws<ListSigningPlatformsResponse>`signer list-signing-platforms`,
        aws<ListSigningPlatformsResponse>`signer list-signing-platforms --partner AmazonFreeRTOS`,
        aws<ListSigningPlatformsResponse>`signer list-signing-platforms
          --category AWS --partner AmazonFreeRTOS --target SHA256-ECDSA`,
      ]);
      assert.deepEqual(idsOf(byAll), [platformId]);
      assert.deepEqual(idsOf(byPartner), ["AmazonFreeRTOS-Default", "AmazonFreeRTOS-TI-CC3220SF"]);
      assert.ok(idsOf(byPartner).every((id) => idsOf(all).includes(id)));
      return idsOf(all);
    },
    (ids) => ids.join(", "),
  );
  await step(
    "get-signing-platform",
    () => aws<GetSigningPlatformResponse>`signer get-signing-platform --platform-id ${platformId}`,
    ({ displayName, maxSizeInMB }) => `${displayName}, images up to ${maxSizeInMB} MB`,
  );
}

function idsOf({ platforms: listed = [] }: ListSigningPlatformsResponse): string[] {
  return listed.map((one) => one.platformId ?? "").sort();
}

/** An image that Signer has signed. */
export interface SignedImage extends UploadedImage {
  readonly jobId: string;
  /** The signed object: JSON that has the image in it. */
  readonly signedKey: string;
}

/** Uploads the next image and has it signed. */
export async function signNextImage(guide: Guide): Promise<SignedImage> {
  const { aws, bucket } = guide;
  const image = await uploadNextImage(guide);
  const source = `s3={bucketName=${bucket},key=${image.key},version=${image.versionId}}`;
  const { jobId } = await aws<{ jobId: string }>`signer start-signing-job --profile-name ${profileName}
    --source ${source} --destination s3={bucketName=${bucket}}`;
  const signedKey = await until(`signing job ${jobId} has succeeded`, async () => {
    const job = await aws<DescribeSigningJobResponse>`signer describe-signing-job --job-id ${jobId}`;
    if (job.status === "Failed") throw new Error(`Signing failed: ${job.statusReason}`);
    return job.status === "Succeeded" ? job.signedObject?.s3?.key : undefined;
  });
  return { ...image, jobId, signedKey };
}

/** A signing job from its start to a signature that OpenSSL accepts. */
export async function signingJob(guide: Guide): Promise<void> {
  const { aws, step, bucket, directory, signer } = guide;
  const { jobId, signedKey, file } = await step(
    "start-signing-job",
    () => signNextImage(guide),
    (signed) => `signed object ${signed.signedKey}`,
  );
  assert.equal(signedKey, jobId, "without a prefix, the key is the job's id");
  await step("wait successful-signing-job", () => aws`signer wait successful-signing-job --job-id ${jobId}`);
  await step("list-signing-jobs", async () => {
    const { jobs = [] } = await aws<ListSigningJobsResponse>`signer list-signing-jobs
      --status Succeeded --platform-id ${platformId}`;
    assert.ok(jobs.some((job) => job.jobId === jobId));
  });
  await step(
    "get-object of the signed object",
    async () => {
      await aws`s3api get-object --bucket ${bucket} --key ${signedKey} signed.json`;
      const text = await readFile(join(directory, "signed.json"), "utf8");
      const { signature, payload } = JSON.parse(text) as { signature: string; payload: string };
      assert.deepEqual(Buffer.from(payload, "base64"), await readFile(join(directory, file)));
      await checkSignature(directory, signer, { file, signature });
    },
    () => "openssl accepts its signature",
  );
}
