import { invalidArgument, s3Error } from "./errors.ts";

/** What a header or a parameter may say, and what S3 answers to anything else. */
interface Words {
  readonly known: readonly string[];
  readonly refusal: (name: string, value: string) => Error;
}

const directives = ["COPY", "REPLACE"];

const words: Readonly<Record<string, Words>> = {
  "encoding-type": { known: ["url"], refusal: argument(() => "Invalid Encoding Method specified in Request") },
  "x-amz-checksum-type": {
    known: ["COMPOSITE", "FULL_OBJECT"],
    refusal: (name) => s3Error("InvalidRequest", `Value for ${name} header is invalid.`),
  },
  "x-amz-metadata-directive": { known: directives, refusal: argument(() => "Unknown metadata directive.") },
  "x-amz-object-ownership": {
    known: ["BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter"],
    refusal: argument((name, value) => `Invalid ${name} header: ${value}`),
  },
  "x-amz-server-side-encryption": {
    known: ["AES256", "aws:kms", "aws:kms:dsse"],
    refusal: argument(() => "The encryption method specified is not supported"),
  },
  "x-amz-storage-class": {
    // those of general purpose buckets
    known: [
      "STANDARD",
      "REDUCED_REDUNDANCY",
      "STANDARD_IA",
      "ONEZONE_IA",
      "INTELLIGENT_TIERING",
      "GLACIER_IR",
      "GLACIER",
      "DEEP_ARCHIVE",
    ],
    refusal: (_, value) => s3Error("InvalidStorageClass", undefined, { fields: { StorageClassRequested: value } }),
  },
  "x-amz-tagging-directive": { known: directives, refusal: argument(() => "Unknown tagging directive.") },
};

/** @throws AwsError InvalidArgument, InvalidRequest, InvalidStorageClass for a word that S3 does not know there */
export function checkWord(name: string, value: string): void {
  const { known, refusal } = words[name.toLowerCase()] ?? {};
  if (known && refusal && !known.includes(value)) throw refusal(name, value);
}

function argument(message: (name: string, value: string) => string): Words["refusal"] {
  return (name, value) => invalidArgument(message(name, value), name, value);
}
