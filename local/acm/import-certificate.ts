import { createPrivateKey, type KeyObject, randomUUID, X509Certificate } from "node:crypto";
import type { ImportCertificateRequest, ImportCertificateResponse } from "@aws-sdk/client-acm";
import { type Account, arnOf } from "../account.ts";
import type { Clock } from "../clock.ts";
import { AwsError } from "../http/aws-error.ts";
import { keyAlgorithmOf } from "./certificate-detail.ts";
import { type CertificateStore, certificateOf } from "./certificate-store.ts";
import { addTags } from "./tags.ts";

/**
 * Keeps a certificate with its key, as new or (with `CertificateArn`) in place of one imported before.
 * @throws AwsError `ValidationException` for what is not PEM, does not match, has expired or does not chain
 */
export function importCertificate(
  request: ImportCertificateRequest,
  store: CertificateStore,
  { account, clock }: { account: Account; clock: Clock },
): ImportCertificateResponse {
  const replaced = request.CertificateArn ? certificateOf(store, request.CertificateArn) : undefined;
  if (replaced && request.Tags) throw invalid("Tagging is not permitted on re-import.");
  const [x509, ...surplus] = certificatesIn(request.Certificate);
  if (!x509) throw notPem();
  if (surplus.length > 0) {
    throw invalid(
      "The certificate field contains more than one certificate. You can specify only one certificate in this field.",
    );
  }
  const privateKey = privateKeyIn(request.PrivateKey);
  if (!keyAlgorithmOf(x509.publicKey)) throw invalid("The private key is not supported.");
  if (!x509.checkPrivateKey(privateKey))
    throw invalid("The private key does not match the public key in the certificate.");
  checkValidity(x509, clock.now());
  if (request.CertificateChain) checkChain(x509, certificatesIn(request.CertificateChain));

  const arn = replaced?.arn ?? arnOf(account, "acm", `certificate/${randomUUID()}`);
  if (request.Tags) addTags(store, arn, request.Tags);
  store.certificates.set(arn, {
    arn,
    certificate: x509.toString(),
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    chain: request.CertificateChain ? textOf(request.CertificateChain) : undefined,
    x509,
    importedAt: clock.now(),
  });
  return { CertificateArn: arn };
}

const pemCertificate = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

function certificatesIn(pem: Uint8Array | undefined): X509Certificate[] {
  const found = textOf(pem).match(pemCertificate);
  if (!found) throw notPem();
  return found.map((one) => {
    try {
      return new X509Certificate(one);
    } catch {
      throw notPem();
    }
  });
}

function privateKeyIn(pem: Uint8Array | undefined): KeyObject {
  const text = textOf(pem);
  if (/ENCRYPTED/.test(text)) throw invalid("The private key must not be encrypted.");
  try {
    return createPrivateKey(text);
  } catch {
    throw invalid("Passed PEM was not a private key.");
  }
}

function checkValidity(x509: X509Certificate, now: number): void {
  if (now > x509.validToDate.getTime()) throw invalid("The certificate has expired, is not valid.");
  if (now < x509.validFromDate.getTime()) throw invalid("The certificate is not in effect yet, is not valid.");
}

/**
 * Each certificate must be issued by the next one, by name and signature. Key usage does not count: it would refuse the
 * guide's self-signed signer.
 */
function checkChain(x509: X509Certificate, chain: readonly X509Certificate[]): void {
  let issued = x509;
  for (const issuer of chain) {
    if (issued.issuer !== issuer.subject || !issued.verify(issuer.publicKey)) {
      throw invalid("Could not validate the certificate with the certificate chain.");
    }
    issued = issuer;
  }
}

function textOf(pem: Uint8Array | undefined): string {
  return Buffer.from(pem ?? []).toString("utf8");
}

function notPem(): AwsError {
  return invalid(
    "The certificate body/chain provided is not in a valid PEM format, InternalFailure, or Unable to parse certificate. Please ensure the certificate is in PEM format.",
  );
}

function invalid(message: string): AwsError {
  return new AwsError("ValidationException", message, 400);
}
