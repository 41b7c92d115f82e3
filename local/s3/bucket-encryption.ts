import type { ServerSideEncryptionByDefault, ServerSideEncryptionConfiguration } from "@aws-sdk/client-s3";
import { invalidArgument, s3Error } from "./errors.ts";

const algorithms: readonly unknown[] = ["AES256", "aws:kms", "aws:kms:dsse"];

/** How a bucket's objects are encrypted: algorithm and key go into headers of each. @throws AwsError MalformedXML, InvalidArgument */
export function checkedEncryption(encryption: ServerSideEncryptionConfiguration): ServerSideEncryptionConfiguration {
  for (const { ApplyServerSideEncryptionByDefault: rule } of encryption.Rules ?? []) checkRule(rule);
  return encryption;
}

function checkRule({ SSEAlgorithm, KMSMasterKeyID = "a" }: Partial<ServerSideEncryptionByDefault> = {}): void {
  if (SSEAlgorithm !== undefined && !algorithms.includes(SSEAlgorithm)) throw s3Error("MalformedXML");
  if (!/^[!-~]+$/.test(KMSMasterKeyID)) throw invalidArgument("Invalid KMS key id", "KMSMasterKeyID", KMSMasterKeyID);
}
