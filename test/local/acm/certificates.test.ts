import { X509Certificate } from "node:crypto";
import {
  ACMClient,
  AddTagsToCertificateCommand,
  DeleteCertificateCommand,
  DescribeCertificateCommand,
  GetCertificateCommand,
  ImportCertificateCommand,
  type ImportCertificateCommandInput,
  ListCertificatesCommand,
  ListTagsForCertificateCommand,
  RemoveTagsFromCertificateCommand,
} from "@aws-sdk/client-acm";
import { beforeEach, describe, expect, it } from "vitest";
import { defaultAccount } from "../../../local/account.ts";
import { type Certificates, createAcm } from "../../../local/acm/acm.ts";
import { selfSignedCertificate } from "../../../local/acm/self-signed-certificate.ts";
import { VirtualClock } from "../../../local/clock.ts";
import { serve } from "../../support/local-service.ts";

const day = 86_400_000;
const bytes = (pem: string) => Buffer.from(pem);

let clock: VirtualClock;
let acm: ACMClient;
let certificates: Certificates;
let signer: { certificate: string; privateKey: string };

beforeEach(async () => {
  clock = new VirtualClock();
  signer = await selfSignedCertificate({ commonName: "signer@example.com", notBefore: clock.now(), days: 30 });
  const { service, certificates: kept } = createAcm({ account: defaultAccount, clock });
  certificates = kept;
  acm = new ACMClient(await serve(service));
});

async function imported(input: Partial<ImportCertificateCommandInput> = {}): Promise<string> {
  const { CertificateArn } = await acm.send(
    new ImportCertificateCommand({
      Certificate: bytes(signer.certificate),
      PrivateKey: bytes(signer.privateKey),
      ...input,
    }),
  );
  return CertificateArn ?? "";
}

describe("An imported certificate", () => {
  it("has an ARN, under which services inside find it with its key", async () => {
    const arn = await imported();
    expect(arn).toMatch(/^arn:aws:acm:us-east-1:123456789012:certificate\/[0-9a-f-]{36}$/);
    expect(certificates.find(arn)).toMatchObject(signer);
    expect(certificates.find(`${arn}0`)).toBeUndefined();
  });

  it("is described by what stands in it", async () => {
    const { Certificate } = await acm.send(new DescribeCertificateCommand({ CertificateArn: await imported() }));
    const x509 = new X509Certificate(signer.certificate);
    expect(Certificate).toMatchObject({
      DomainName: "signer@example.com",
      Subject: "CN=signer@example.com",
      Issuer: "signer@example.com",
      Serial: x509.serialNumber.toLowerCase().match(/../g)?.join(":"),
      Status: "ISSUED",
      Type: "IMPORTED",
      KeyAlgorithm: "EC_prime256v1",
      SignatureAlgorithm: "SHA256WITHECDSA",
      KeyUsages: [{ Name: "DIGITAL_SIGNATURE" }],
      ExtendedKeyUsages: [{ Name: "CODE_SIGNING", OID: "1.3.6.1.5.5.7.3.3" }],
      ImportedAt: new Date(clock.now()),
      NotAfter: new Date(clock.now() + 30 * day),
    });
  });

  it("turns EXPIRED when its time is over", async () => {
    const arn = await imported();
    await clock.advance(31 * day);
    const { Certificate } = await acm.send(new DescribeCertificateCommand({ CertificateArn: arn }));
    expect(Certificate?.Status).toBe("EXPIRED");
  });

  it("is given back as it came, with its chain", async () => {
    const arn = await imported({ CertificateChain: bytes(signer.certificate) });
    const answer = await acm.send(new GetCertificateCommand({ CertificateArn: arn }));
    expect(answer).toMatchObject({ Certificate: signer.certificate, CertificateChain: signer.certificate });
  });

  it("is replaced by another under the same ARN", async () => {
    const arn = await imported();
    const next = await selfSignedCertificate({ commonName: "next@example.com", notBefore: clock.now() });
    const again = await imported({
      CertificateArn: arn,
      Certificate: bytes(next.certificate),
      PrivateKey: bytes(next.privateKey),
    });
    expect(again).toBe(arn);
    expect(certificates.find(arn)).toMatchObject(next);
  });

  it("is gone once deleted", async () => {
    const arn = await imported();
    await acm.send(new DeleteCertificateCommand({ CertificateArn: arn }));
    const described = acm.send(new DescribeCertificateCommand({ CertificateArn: arn }));
    await expect(described).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    expect(certificates.find(arn)).toBeUndefined();
  });

  it("carries tags", async () => {
    const CertificateArn = await imported({ Tags: [{ Key: "product", Value: "thermostat" }] });
    await acm.send(
      new AddTagsToCertificateCommand({ CertificateArn, Tags: [{ Key: "stage", Value: "test" }, { Key: "empty" }] }),
    );
    await acm.send(
      new RemoveTagsFromCertificateCommand({
        CertificateArn,
        Tags: [{ Key: "product", Value: "another" }, { Key: "empty" }],
      }),
    );
    const { Tags } = await acm.send(new ListTagsForCertificateCommand({ CertificateArn }));
    expect(Tags).toEqual([
      { Key: "product", Value: "thermostat" },
      { Key: "stage", Value: "test" },
    ]);
  });
});

describe("ImportCertificate refuses", async () => {
  const other = await selfSignedCertificate({ commonName: "other", notBefore: Date.UTC(2026, 0, 1) });
  const late = await selfSignedCertificate({ commonName: "late", notBefore: Date.UTC(2027, 0, 1) });
  const old = await selfSignedCertificate({ commonName: "old", notBefore: Date.UTC(2024, 0, 1), days: 10 });
  const asInput = ({ certificate, privateKey }: typeof other) => ({
    Certificate: bytes(certificate),
    PrivateKey: bytes(privateKey),
  });

  it.each<[string, Partial<ImportCertificateCommandInput>, RegExp]>([
    ["what is no certificate", { Certificate: bytes("hello") }, /not in a valid PEM format/],
    ["two certificates", { Certificate: bytes(other.certificate.repeat(2)) }, /more than one certificate/],
    ["what is no key", { PrivateKey: bytes("hello") }, /not a private key/],
    ["the key of another certificate", { PrivateKey: bytes(other.privateKey) }, /does not match/],
    ["a certificate that is not yet valid", asInput(late), /not in effect yet/],
    ["an expired certificate", asInput(old), /expired/],
    ["a chain that does not lead on", { CertificateChain: bytes(other.certificate) }, /certificate chain/],
  ])("%s", async (_, input, message) => {
    await expect(imported(input)).rejects.toMatchObject({
      name: "ValidationException",
      message: expect.stringMatching(message),
    });
  });

  it("tags when a certificate is imported again", async () => {
    const CertificateArn = await imported();
    const again = imported({ CertificateArn, Tags: [{ Key: "product" }] });
    await expect(again).rejects.toMatchObject({ name: "ValidationException" });
  });

  it("to replace a certificate nobody imported", async () => {
    const CertificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/6a55389b-306b-4e8c-a95c-0123456789ab";
    await expect(imported({ CertificateArn })).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  it("a tag key of AWS's own", async () => {
    await expect(imported({ Tags: [{ Key: "aws:mine" }] })).rejects.toMatchObject({ name: "InvalidTagException" });
  });
});

describe("ListCertificates", () => {
  it("leaves elliptic curves out unless their key type is asked for, as AWS does", async () => {
    const rsa = await selfSignedCertificate({ commonName: "rsa", notBefore: clock.now(), keyType: "RSA-2048" });
    const ec = await imported();
    const rsaArn = await imported({ Certificate: bytes(rsa.certificate), PrivateKey: bytes(rsa.privateKey) });
    const byDefault = await acm.send(new ListCertificatesCommand({}));
    expect(byDefault.CertificateSummaryList?.map((one) => one.CertificateArn)).toEqual([rsaArn]);
    const asked = await acm.send(new ListCertificatesCommand({ Includes: { keyTypes: ["EC_prime256v1"] } }));
    expect(asked.CertificateSummaryList).toMatchObject([
      { CertificateArn: ec, KeyAlgorithm: "EC_prime256v1", ExtendedKeyUsages: ["CODE_SIGNING"] },
    ]);
  });

  it("goes page by page", async () => {
    const arns = [await imported(), await imported(), await imported()];
    const query = { Includes: { keyTypes: ["EC_prime256v1" as const] }, MaxItems: 2 };
    const first = await acm.send(new ListCertificatesCommand(query));
    const second = await acm.send(new ListCertificatesCommand({ ...query, NextToken: first.NextToken }));
    const listed = [first, second].map((page) => page.CertificateSummaryList?.map((one) => one.CertificateArn));
    expect(listed).toEqual([arns.slice(0, 2), arns.slice(2)]);
    expect(second.NextToken).toBeUndefined();
  });
});
