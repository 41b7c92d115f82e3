import type { X509Certificate } from "node:crypto";
import { AwsError } from "../http/aws-error.ts";

/** An imported certificate. */
export interface Certificate {
  readonly arn: string;
  /** PEM, as are the key and the chain. */
  readonly certificate: string;
  readonly privateKey: string;
  readonly chain: string | undefined;
  readonly x509: X509Certificate;
  /** Milliseconds since 1970: of the last import. */
  readonly importedAt: number;
}

/** Certificates by ARN, in the order they were first imported, and their tags. */
export interface CertificateStore {
  readonly certificates: Map<string, Certificate>;
  readonly tags: Map<string, Map<string, string>>;
}

export function certificateStore(): CertificateStore {
  return { certificates: new Map(), tags: new Map() };
}

const certificateArn = /^arn:[\w-]+:acm:[\w-]+:\d{12}:certificate\/[\w-]+$/;

/**
 * The certificate an operation is about.
 * @throws AwsError `InvalidArnException`, `ResourceNotFoundException`
 */
export function certificateOf(store: CertificateStore, arn: string | undefined): Certificate {
  if (!arn || !certificateArn.test(arn)) {
    throw new AwsError(
      "InvalidArnException",
      `The requested Amazon Resource Name (ARN) does not refer to an existing resource: ${arn}`,
      400,
    );
  }
  const certificate = store.certificates.get(arn);
  if (!certificate) throw new AwsError("ResourceNotFoundException", `Could not find certificate ${arn}.`, 400);
  return certificate;
}
