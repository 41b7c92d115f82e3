import { document, model, played } from "../played.ts";

export const acmPlayed = played({
  service: "AWS Certificate Manager",
  signingName: "acm",
  scope: "imported certificates, which Signer signs with",
  sources: {
    model,
    imports: document(
      "ACM User Guide, importing certificates",
      "https://docs.aws.amazon.com/acm/latest/userguide/import-certificate.html",
    ),
    troubles: document(
      "ACM User Guide, troubleshooting imports",
      "https://docs.aws.amazon.com/acm/latest/userguide/troubleshoot-import.html",
    ),
    messages: document(
      "AWS re:Post, error messages when a certificate is imported",
      "https://repost.aws/knowledge-center/acm-import-troubleshooting",
    ),
  },
  operations: {
    AddTagsToCertificate: { from: ["model"] },
    DeleteCertificate: { lacks: "one that is in use is deleted too", from: ["model"] },
    DescribeCertificate: { lacks: "`InUseBy` is always empty", from: ["model"] },
    GetCertificate: { from: ["model"] },
    ImportCertificate: { from: ["model", "imports", "troubles", "messages"] },
    ListCertificates: {
      lacks: "`Includes.exportOption` and `Includes.managedBy`; `InUse` is always false",
      refuses: ["CertificateKeyPairOrigins"],
      from: ["model"],
    },
    ListTagsForCertificate: { from: ["model"] },
    RemoveTagsFromCertificate: { from: ["model"] },
  },
  guesses: [
    {
      id: "certificate-chain",
      about: ["ImportCertificate"],
      what: "Whether each certificate of a chain certifies the one before is looked up in names and signatures; key usages do not count",
      silent: "ACM User Guide, troubleshooting imports: says that it has to, not how that is looked at",
    },
  ],
});
