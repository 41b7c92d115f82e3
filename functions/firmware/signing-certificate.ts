import { printable } from "./printable.ts";

/** A certificate as AWS Certificate Manager knows it. */
export interface CertificateReport {
  readonly certificateArn: string;
  /** `ISSUED` is the only one that signs; an imported certificate has it until it expires. */
  readonly status: string;
  /** ISO 8601; null where ACM does not say. */
  readonly notAfter: string | null;
  /** `EC_prime256v1`, `RSA_2048`, …: one spelling for both of ACM's. */
  readonly keyAlgorithm: string;
}

/** The certificate cannot sign images for these devices. */
export class CertificateUnusableError extends Error {
  override readonly name = "CertificateUnusableError";
  readonly certificateArn: string;

  constructor(certificateArn: string, problem: string) {
    const wayOut =
      "Import one of ECDSA on P-256 into ACM of this account and region (docs/deploying.md, step 1), and give its ARN as CertificateArn";
    super(`Certificate ${printable(certificateArn)} cannot sign: ${printable(problem)}. ${wayOut}`);
    this.certificateArn = certificateArn;
  }
}

/** By which keys AWS Signer's platforms for FreeRTOS sign, as `aws signer list-signing-platforms` tells. */
const keyTypes: Readonly<Record<string, "ECDSA" | "RSA">> = {
  "AmazonFreeRTOS-Default": "ECDSA",
  "AmazonFreeRTOS-TI-CC3220SF": "RSA",
};

/**
 * What keeps a certificate from signing on a platform, in words; undefined when nothing does. AWS Signer makes a profile of any
 * certificate that there is: the first image then cannot be signed, or no device takes it.
 * @param now milliseconds since 1970
 */
export function unfitness(
  { status, notAfter, keyAlgorithm }: Omit<CertificateReport, "certificateArn">,
  platformId: string,
  now: number,
): string | undefined {
  if (notAfter !== null && Date.parse(notAfter) <= now) return `it has expired on ${notAfter.slice(0, 10)}`;
  if (status !== "ISSUED") return `it is ${status}, not ISSUED`;
  const kind = keyAlgorithm.startsWith("EC_") ? "ECDSA" : /^[A-Z]+/.exec(keyAlgorithm)?.[0];
  const wanted = keyTypes[platformId] ?? kind;
  if (kind !== wanted) return `its key is ${keyAlgorithm}, and ${platformId} signs with ${wanted}`;
  if (kind === "ECDSA" && keyAlgorithm !== "EC_prime256v1")
    return `its key is ${keyAlgorithm}, and devices of FreeRTOS verify by P-256 (EC_prime256v1)`;
  return undefined;
}

/**
 * Where a certificate is, if that is not where the stack is, in words: AWS Signer takes none of another place.
 * @param stackId the stack's ARN
 */
export function otherPlaceOf(certificateArn: string, stackId: string): string | undefined {
  const [, , , region, account] = certificateArn.split(":");
  const [, , , regionOfStack, accountOfStack] = stackId.split(":");
  if (region !== regionOfStack) return `it is of the region ${region}, and the stack of ${regionOfStack}`;
  if (account !== accountOfStack) return `it is of the account ${account}, and the stack of ${accountOfStack}`;
  return undefined;
}
