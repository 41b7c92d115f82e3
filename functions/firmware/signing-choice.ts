import * as v from "valibot";
import { anObject, fields, isNot, nameOnDevice, oneOf, profileName, text } from "./field.ts";

const certificatePem = /^-----BEGIN CERTIFICATE-----\r?\n(?:[A-Za-z0-9+/=]{1,76}\r?\n)+-----END CERTIFICATE-----\s*$/;
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** An ACM certificate's ARN, as AWS's own models have it. */
const certificateArn = /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[A-Za-z0-9/-]+$/;

const by = <Name extends string>(name: Name, description: string) =>
  v.pipe(v.literal(name, isNot(`"${name}"`)), v.description(description));

const pipelineSigning = fields({
  by: by("pipeline", "The workflow signs, by AWS Signer."),
  profile: v.exactOptional(
    v.pipe(
      profileName(),
      v.description(
        "One of the stack's AllowedSigningProfiles. Default: the product's signingProfile, else the stack's own.",
      ),
    ),
  ),
});

const customSigning = fields({
  by: by("custom", "You signed the file yourself."),
  signature: v.pipe(
    v.string(isNot("a signature in base64")),
    v.minLength(1, isNot("a signature in base64")),
    v.regex(base64, isNot("base64 on one line: openssl base64 -A")),
    v.description(
      "Over the file's bytes: of ECDSA the DER encoding, of RSA the plain bytes (PKCS #1 v1.5); in base64, on one line.",
    ),
  ),
  certificateName: v.pipe(
    nameOnDevice(),
    v.description("Where the device keeps the certificate to verify by (the job document's certfile)."),
  ),
  certificate: v.exactOptional(
    v.pipe(
      text(certificatePem, "one certificate in PEM, from BEGIN CERTIFICATE to END CERTIFICATE"),
      v.description("The signer's certificate in PEM. The signature is verified by it before anything is made."),
    ),
  ),
  hashAlgorithm: v.pipe(oneOf(["SHA1", "SHA256"]), v.description("What was signed: the file's SHA-1 or SHA-256.")),
  signatureAlgorithm: v.pipe(oneOf(["RSA", "ECDSA"]), v.description("What it was signed with.")),
  unverified: v.exactOptional(
    v.pipe(
      v.literal(true, isNot("true; leave it out where there is a certificate")),
      v.description(
        "Demanded where there is no certificate: nobody but the devices checks the signature. It is recorded.",
      ),
    ),
  ),
});

const serviceSigning = fields({
  by: by("service", "AWS IoT signs as it creates the OTA update. Needs delivery s3, which is then the default."),
  profile: v.pipe(
    profileName(),
    v.description(
      "One of the stack's AllowedSigningProfiles; with signingProfileParameter, the name of the profile AWS makes.",
    ),
  ),
  signingProfileParameter: v.exactOptional(
    v.pipe(
      anObject("{ certificateArn, platform, certificatePathOnDevice }"),
      fields({
        certificateArn: v.pipe(
          text(certificateArn, "the ARN of a certificate in ACM"),
          v.description("The signing certificate, in AWS Certificate Manager."),
        ),
        platform: v.pipe(
          oneOf(["AmazonFreeRTOS-Default", "AmazonFreeRTOS-TI-CC3220SF"]),
          v.description("AWS Signer's platform: SHA-256 with ECDSA, or SHA-1 with RSA for the CC3220SF."),
        ),
        certificatePathOnDevice: v.pipe(nameOnDevice(), v.description("Where the device keeps the certificate.")),
      }),
      v.description(
        "The profile AWS is to make, or which the existing one must equal. Only where the stack's AllowSigningProfileParameters is true.",
      ),
    ),
  ),
});

const jobSigning = fields({
  by: by("job", "A job of AWS Signer signed the file before."),
  signingJobId: v.pipe(
    text(/^[A-Za-z0-9-]{1,64}$/, "the id of a signing job"),
    v.description(
      "The file is the job's source, a version of an object in the firmware bucket; the signed object lies below signed/ in one of the stack's buckets.",
    ),
  ),
});

const signers = [pipelineSigning, customSigning, serviceSigning, jobSigning] as const;

/** Who signs a file, as a manifest says it. */
export const signingChoice = v.pipe(
  anObject("{ by, … }"),
  v.variant("by", signers, isNot("one of pipeline, custom, service, job")),
);

export type SigningChoice = v.InferOutput<typeof signingChoice>;
