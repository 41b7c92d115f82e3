import { document, model, played } from "../played.ts";

export const signerPlayed = played({
  service: "AWS Signer",
  signingName: "signer",
  scope: "profiles and jobs for devices. It really signs; nothing is revoked",
  sources: {
    model,
    guide: document("AWS Signer Developer Guide", "https://docs.aws.amazon.com/signer/latest/developerguide/"),
    examples: document(
      "AWS CLI Command Reference, examples of signer",
      "https://docs.aws.amazon.com/cli/latest/reference/signer/",
    ),
    reports: { kind: "report", title: "what makers of other emulators say that they measured on AWS" },
    sample: {
      kind: "code",
      title: "AWS's sample of what CreateOTAUpdate does",
      url: "https://github.com/aws-samples/aws-iot-create-ota-update-deconstructed",
    },
  },
  operations: {
    CancelSigningProfile: { from: ["model", "reports"] },
    DescribeSigningJob: { from: ["model", "examples", "sample"] },
    GetSigningPlatform: { from: ["model", "examples"] },
    GetSigningProfile: { from: ["model", "examples"] },
    ListSigningJobs: { from: ["model", "examples"] },
    ListSigningPlatforms: { from: ["model", "examples"] },
    ListSigningProfiles: { from: ["model", "examples"] },
    ListTagsForResource: { from: ["model"] },
    PutSigningProfile: { from: ["model", "guide", "reports"] },
    StartSigningJob: {
      lacks: "signing for Lambda: refused by name; profiles of other accounts",
      from: ["model", "guide", "sample", "reports"],
    },
    TagResource: { from: ["model"] },
    UntagResource: { from: ["model"] },
  },
  guesses: [
    {
      id: "signing-failures",
      about: ["StartSigningJob", "DescribeSigningJob"],
      what: "The reasons of failed jobs; with an expired certificate the job fails, not the call",
      silent: "AWS Signer Developer Guide and the model: `statusReason` is any text",
    },
    {
      id: "canceled-profile",
      about: ["StartSigningJob"],
      what: "A job with a canceled profile is a `ValidationException`",
      silent: "the model, CancelSigningProfile: it cannot start new jobs",
    },
    {
      id: "overrides-of-a-platform",
      about: ["PutSigningProfile"],
      what: "An override that the platform does not list is a `ValidationException`",
      silent: "the model, PutSigningProfile",
    },
    {
      id: "rights-of-a-signing-job",
      about: ["StartSigningJob"],
      what: "It needs `s3:GetObjectVersion` of the source, `s3:PutObject` of the destination and `s3:ListBucket` of both at once",
      silent: "AWS Signer Developer Guide, getting started: lists them, not when each is asked for",
    },
    {
      id: "sha1-rsa-signatures",
      about: ["DescribeSigningJob"],
      what: "An object that is signed for `AmazonFreeRTOS-TI-CC3220SF` calls its algorithm `SHA1withRSA`",
      silent: "AWS's samples: have SHA256withECDSA alone",
    },
    {
      id: "purpose-of-a-certificate",
      about: ["PutSigningProfile", "StartSigningJob"],
      what: "Nobody looks whether a certificate is for signing code: its key alone has to fit the platform",
      silent: "FreeRTOS User Guide, code-signing certificates: asks for extensions that AWS's samples do without",
    },
    {
      id: "signing-takes",
      about: ["StartSigningJob"],
      what: "A job takes a second",
      silent: "AWS's samples show one to three",
    },
  ],
});
