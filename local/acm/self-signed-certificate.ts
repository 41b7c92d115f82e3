import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { context, element, objectIdentifier, tag } from "./der.ts";

/** A certificate and the private key it belongs to, both PEM. */
export interface CertificateAndKey {
  readonly certificate: string;
  readonly privateKey: string;
}

const keyTypes = {
  "P-256": () => generateKeyPairSync("ec", { namedCurve: "P-256" }),
  "P-384": () => generateKeyPairSync("ec", { namedCurve: "P-384" }),
  "RSA-2048": () => generateKeyPairSync("rsa", { modulusLength: 2048 }),
};

const ecdsaWithSha256 = element(tag.sequence, objectIdentifier("1.2.840.10045.4.3.2"));
const rsaWithSha256 = element(tag.sequence, objectIdentifier("1.2.840.113549.1.1.11"), element(tag.null));

/**
 * A self-signed code-signing certificate as AWS's OTA guide makes one with openssl: key usage *digital signature*,
 * extended key usage *code signing*.
 * @param notBefore milliseconds since 1970; it is valid for `days` from then
 */
export function selfSignedCertificate({
  commonName,
  notBefore,
  days = 3650,
  keyType = "P-256",
}: {
  commonName: string;
  notBefore: number;
  days?: number;
  keyType?: keyof typeof keyTypes;
}): CertificateAndKey {
  const { publicKey, privateKey } = keyTypes[keyType]();
  const algorithm = keyType === "RSA-2048" ? rsaWithSha256 : ecdsaWithSha256;
  const name = nameOf(commonName);
  const signed = element(
    tag.sequence,
    element(context(0), element(tag.integer, Buffer.from([2]))), // X.509 version 3
    element(tag.integer, serialNumber()),
    algorithm,
    name,
    element(tag.sequence, timeOf(notBefore), timeOf(notBefore + days * 86_400_000)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    extensions,
  );
  const certificate = element(tag.sequence, signed, algorithm, bitString(sign("sha256", signed, privateKey)));
  return { certificate: pemOf(certificate), privateKey: pemOfKey(privateKey) };
}

const extensions = element(
  context(3),
  element(
    tag.sequence,
    critical("2.5.29.15", element(tag.bitString, Buffer.from([7, 0x80]))), // keyUsage: digitalSignature
    critical("2.5.29.37", element(tag.sequence, objectIdentifier("1.3.6.1.5.5.7.3.3"))), // extendedKeyUsage: codeSigning
  ),
);

function critical(identifier: string, value: Buffer): Buffer {
  const isCritical = element(tag.boolean, Buffer.from([0xff]));
  return element(tag.sequence, objectIdentifier(identifier), isCritical, element(tag.octetString, value));
}

function serialNumber(): Buffer {
  const bytes = randomBytes(16);
  bytes.writeUInt8((bytes.readUInt8(0) & 0x7f) | 0x40, 0); // positive, and no leading zero
  return bytes;
}

function nameOf(commonName: string): Buffer {
  const attribute = element(
    tag.sequence,
    objectIdentifier("2.5.4.3"),
    element(tag.utf8String, Buffer.from(commonName)),
  );
  return element(tag.sequence, element(tag.set, attribute));
}

/** RFC 5280: two-digit years until 2049, four digits after. */
function timeOf(milliseconds: number): Buffer {
  const text = `${new Date(milliseconds).toISOString().replace(/[-:T]|\..*/g, "")}Z`;
  const isFarOff = Number(text.slice(0, 4)) >= 2050;
  return isFarOff ? element(tag.generalizedTime, Buffer.from(text)) : element(tag.utcTime, Buffer.from(text.slice(2)));
}

function bitString(bytes: Buffer): Buffer {
  return element(tag.bitString, Buffer.from([0]), bytes);
}

function pemOf(certificate: Buffer): string {
  const lines = certificate.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}

function pemOfKey(key: KeyObject): string {
  return key.export({ type: "pkcs8", format: "pem" }).toString();
}
