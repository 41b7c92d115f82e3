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
      "https://docs.aws.amazon.com/acm/latest/userguide/ts-cert-import.html",
    ),
  },
  operations: {
    AddTagsToCertificate: { from: ["model"] },
    DeleteCertificate: { lacks: "one that is in use is deleted too", from: ["model"] },
    DescribeCertificate: { lacks: "`InUseBy` is always empty", from: ["model"] },
    GetCertificate: { from: ["model"] },
    ImportCertificate: { from: ["model", "imports", "troubles"] },
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
      what: "A chain is right when each certificate is issued by the next, by name and signature; key usages do not count",
      silent: "ACM User Guide, importing certificates: says only that the chain has to be in order",
    },
  ],
});
