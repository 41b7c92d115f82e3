import "reflect-metadata"; // @peculiar/x509 resolves its parts by it
import type { KeyObject, X509Certificate } from "node:crypto";
import type {
  CertificateDetail,
  CertificateStatus,
  ExtendedKeyUsage,
  ExtendedKeyUsageName,
  KeyAlgorithm,
  KeyUsageName,
} from "@aws-sdk/client-acm";
import { KeyUsagesExtension, X509Certificate as ParsedCertificate } from "@peculiar/x509";
import type { Certificate } from "./certificate-store.ts";

/** What ACM tells of a certificate: all of it read from the certificate itself, but for the time it was imported. */
export function certificateDetail({ arn, x509, importedAt }: Certificate, now: number): CertificateDetail {
  const subject = attributesOf(x509.subject);
  return {
    CertificateArn: arn,
    DomainName: subject.get("CN"),
    SubjectAlternativeNames: domainsOf(x509),
    Serial: x509.serialNumber.toLowerCase().replace(/(?<=^(?:..)+)(?=..)/g, ":"),
    Subject: [...subject].map(([name, value]) => `${name}=${value}`).join(","),
    Issuer: attributesOf(x509.issuer).get("CN") ?? "",
    ImportedAt: new Date(importedAt),
    Status: statusOf(x509, now),
    NotBefore: x509.validFromDate,
    NotAfter: x509.validToDate,
    KeyAlgorithm: keyAlgorithmOf(x509.publicKey),
    SignatureAlgorithm: signatureAlgorithmOf(x509),
    InUseBy: [],
    Type: "IMPORTED",
    KeyUsages: keyUsagesOf(x509).map((Name) => ({ Name })),
    ExtendedKeyUsages: extendedKeyUsagesOf(x509),
    RenewalEligibility: "INELIGIBLE",
    Options: { CertificateTransparencyLoggingPreference: "DISABLED" },
  };
}

function statusOf(x509: X509Certificate, now: number): CertificateStatus {
  return now > x509.validToDate.getTime() ? "EXPIRED" : "ISSUED";
}

const curves: Readonly<Record<string, KeyAlgorithm>> = {
  prime256v1: "EC_prime256v1",
  secp384r1: "EC_secp384r1",
  secp521r1: "EC_secp521r1",
};
const rsaSizes: Readonly<Record<number, KeyAlgorithm>> = {
  1024: "RSA_1024",
  2048: "RSA_2048",
  3072: "RSA_3072",
  4096: "RSA_4096",
};

/** ACM's name for a key's algorithm; nothing for one that ACM does not take. */
export function keyAlgorithmOf(key: KeyObject): KeyAlgorithm | undefined {
  const { namedCurve, modulusLength } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === "ec") return curves[namedCurve ?? ""];
  return key.asymmetricKeyType === "rsa" ? rsaSizes[modulusLength ?? 0] : undefined;
}

/** OpenSSL's `sha256WithRSAEncryption` and `ecdsa-with-SHA256`, as ACM writes them. */
function signatureAlgorithmOf(x509: X509Certificate): string | undefined {
  const [, hash] = /^ecdsa-with-(.+)$/i.exec(x509.signatureAlgorithm ?? "") ?? [];
  return hash ? `${hash}WITHECDSA` : x509.signatureAlgorithm?.replace(/Encryption$/, "").toUpperCase();
}

/** `C=US\nCN=me` as a map. */
function attributesOf(name: string | undefined): Map<string, string> {
  const lines = (name ?? "").split("\n").filter((line) => line.includes("="));
  return new Map(lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
}

function domainsOf(x509: X509Certificate): string[] {
  return [...(x509.subjectAltName ?? "").matchAll(/DNS:([^,\s]+)/g)].map(([, domain]) => domain ?? "");
}

/** RFC 5280's bits of the key usage extension, in their order. */
const keyUsageNames: readonly KeyUsageName[] = [
  "DIGITAL_SIGNATURE",
  "NON_REPUDIATION",
  "KEY_ENCIPHERMENT",
  "DATA_ENCIPHERMENT",
  "KEY_AGREEMENT",
  "CERTIFICATE_SIGNING",
  "CRL_SIGNING",
  "ENCIPHER_ONLY",
  "DECIPHER_ONLY",
];

/** Node reads all of a certificate but this extension. */
function keyUsagesOf({ raw }: X509Certificate): KeyUsageName[] {
  const usages = new ParsedCertificate(new Uint8Array(raw)).getExtension(KeyUsagesExtension)?.usages ?? 0;
  return keyUsageNames.filter((_, bit) => (usages & (1 << bit)) !== 0);
}

const extendedKeyUsageNames: Readonly<Record<string, ExtendedKeyUsageName>> = {
  "1.3.6.1.5.5.7.3.1": "TLS_WEB_SERVER_AUTHENTICATION",
  "1.3.6.1.5.5.7.3.2": "TLS_WEB_CLIENT_AUTHENTICATION",
  "1.3.6.1.5.5.7.3.3": "CODE_SIGNING",
  "1.3.6.1.5.5.7.3.4": "EMAIL_PROTECTION",
  "1.3.6.1.5.5.7.3.8": "TIME_STAMPING",
  "1.3.6.1.5.5.7.3.9": "OCSP_SIGNING",
  "2.5.29.37.0": "ANY",
};

function extendedKeyUsagesOf(x509: X509Certificate): ExtendedKeyUsage[] {
  return (x509.keyUsage ?? []).map((OID) => ({ OID, Name: extendedKeyUsageNames[OID] ?? "CUSTOM" }));
}
