import type { CodeSigning, CustomCodeSigning, StartSigningJobParameter } from "@aws-sdk/client-iot";
import { InputInvalidError } from "./input.ts";
import type { CustomSigning, PipelineSigning, Release, ReleaseFile, ServiceSigning } from "./release.ts";
import type { ImageSignature } from "./signed-image.ts";
import { signedPrefix } from "./signing.ts";

/** How the signature of a file that the pipeline signed gets into the OTA update: by its job, or taken out of the signed object. */
export type CodeSignature = { readonly signingJobId: string } | ImageSignature;

/** What a file's code signing is made of, beside the file. */
export interface CodeSigningMeans {
  /** Of a file that the pipeline signed. */
  readonly signature: CodeSignature | undefined;
  /** Where the OTA service has Signer write what it signs. */
  readonly releaseBucket: string;
}

/**
 * Whether OTA updates carry the signatures of the pipeline's own signing jobs themselves: where the stack's `CodeSigning`
 * says so, and where AWS fetches the file from S3, since it takes no signing job beside a place in S3.
 */
export function carriesSignatures({ delivery }: Pick<Release, "delivery">, codeSigning: string): boolean {
  return delivery === "s3" || codeSigning === "ExtractedSignature";
}

/**
 * Says in AWS's words who signs a file.
 * @throws InputInvalidError for a file of the pipeline's without a signature, or with none that goes with its delivery
 */
export function codeSigningOf(release: Release, file: ReleaseFile, means: CodeSigningMeans): CodeSigning {
  const { signing } = file;
  switch (signing.by) {
    case "pipeline":
      return signedByPipeline(release, file, signing, means.signature);
    case "custom":
      return { customCodeSigning: customCodeSigning(signing, signing.certificateName) };
    case "service":
      return { startSigningJobParameter: signingJobParameter(release, signing, means.releaseBucket) };
    case "job":
      return { awsSignerJobId: signing.signingJobId };
  }
}

function signedByPipeline(
  release: Release,
  { name }: ReleaseFile,
  { certificatePathOnDevice }: PipelineSigning,
  signature: CodeSignature | undefined,
): CodeSigning {
  if (!signature) throw new InputInvalidError("a signature for each file", `none for ${name}`);
  if (!("signingJobId" in signature)) {
    return { customCodeSigning: customCodeSigning(signature, certificatePathOnDevice) };
  }
  if (release.delivery === "s3") throw new InputInvalidError("the signature of a file in S3", `a job for ${name}`);
  return { awsSignerJobId: signature.signingJobId };
}

function customCodeSigning(
  { signature, hashAlgorithm, signatureAlgorithm }: ImageSignature | CustomSigning,
  certificateName: string,
): CustomCodeSigning {
  return {
    // AWS's blob is the base64 text itself: devices get it as it stands here.
    signature: { inlineDocument: new TextEncoder().encode(signature) },
    certificateChain: { certificateName },
    hashAlgorithm,
    signatureAlgorithm,
  };
}

/** What the service signs lies with all else that is signed for the release, and goes with it. */
function signingJobParameter(
  { id }: Release,
  { profile, signingProfileParameter }: ServiceSigning,
  bucket: string,
): StartSigningJobParameter {
  return {
    ...(signingProfileParameter ? { signingProfileParameter } : {}),
    signingProfileName: profile,
    destination: { s3Destination: { bucket, prefix: signedPrefix(id) } },
  };
}
