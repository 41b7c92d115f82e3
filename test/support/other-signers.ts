import { type CertificateAndKey, selfSignedCertificate } from "../../local/acm/self-signed-certificate.ts";
import { customSigning } from "./custom-signing.ts";
import type { Pipeline } from "./local-aws.ts";

/** The stack's parameters that let releases name their profiles, and one they have made. */
export const withOtherSigners = { AllowedSigningProfiles: "ours_*", AllowSigningProfileParameters: "true" };

/**
 * Who signs beside the stack's own profile: somebody with an EC key and somebody with an RSA key, each also by a profile
 * of AWS Signer, `ours_ec` and `ours_ti`. Devices that have `certificates` know both.
 */
export async function otherSigners({ acm, clock, signer, s3, firmwareBucket, until }: Pipeline) {
  const owner = { commonName: "other signer", notBefore: clock.now() - 60_000 };
  const keys = {
    ec: await selfSignedCertificate(owner),
    rsa: await selfSignedCertificate({ ...owner, keyType: "RSA-2048" }),
  };
  const importKey = async ({ certificate, privateKey }: CertificateAndKey) => {
    const pair = { Certificate: Buffer.from(certificate), PrivateKey: Buffer.from(privateKey) };
    return (await acm.importCertificate(pair)).CertificateArn ?? "";
  };
  /** What AWS makes a profile of, by a key. */
  const material = {
    ec: {
      certificateArn: await importKey(keys.ec),
      platform: "AmazonFreeRTOS-Default",
      certificatePathOnDevice: "/certs/ours.pem",
    },
    ti: {
      certificateArn: await importKey(keys.rsa),
      platform: "AmazonFreeRTOS-TI-CC3220SF",
      certificatePathOnDevice: "/certs/ti.pem",
    },
  };
  for (const [name, { certificateArn, platform, certificatePathOnDevice }] of Object.entries(material)) {
    await signer.putSigningProfile({
      profileName: `ours_${name}`,
      platformId: platform,
      signingMaterial: { certificateArn },
      signingParameters: { certname: certificatePathOnDevice },
    });
  }
  return {
    material,
    certificates: new Map([
      ["/certs/ours.pem", keys.ec.certificate],
      ["/certs/ti.pem", keys.rsa.certificate],
    ]),

    /** What a manifest says of bytes that the EC key has signed, as openssl does. */
    signed: (bytes: Uint8Array) => customSigning(bytes, keys.ec),

    /** The same by the RSA key and SHA-1. */
    signedByRsa: (bytes: Uint8Array) => ({
      ...customSigning(bytes, { ...keys.rsa, hashAlgorithm: "SHA1", signatureAlgorithm: "RSA" }),
      certificateName: "/certs/ti.pem",
    }),

    /** Has Signer sign an object of the firmware bucket, as a person may; resolves to the job's id once that is done. */
    async job(key: string, bytes: Uint8Array, destination = { bucketName: firmwareBucket, prefix: "signed/by-hand-" }) {
      const { VersionId: version } = await s3.putObject({ Bucket: firmwareBucket, Key: key, Body: bytes });
      const { jobId = "" } = await signer.startSigningJob({
        profileName: "ours_ec",
        source: { s3: { bucketName: firmwareBucket, key, version } },
        destination: { s3: destination },
      });
      await until(async () => (await signer.describeSigningJob({ jobId })).completedAt);
      return jobId;
    },
  };
}

export type OtherSigners = Awaited<ReturnType<typeof otherSigners>>;
