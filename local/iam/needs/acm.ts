import { arnOf } from "../../account.ts";
import type { ServiceNeeds } from "./need.ts";

/** Actions and resource types of AWS Certificate Manager. */
export const acmNeeds: ServiceNeeds = {
  prefix: "acm",
  arnStart: (account) => arnOf(account, "acm", ""),
  operations: {
    ImportCertificate: "{CertificateArn}|*",
    DescribeCertificate: "{CertificateArn}",
    GetCertificate: "{CertificateArn}",
    ListCertificates: "*",
    DeleteCertificate: "{CertificateArn}",
    AddTagsToCertificate: "{CertificateArn}",
    RemoveTagsFromCertificate: "{CertificateArn}",
    ListTagsForCertificate: "{CertificateArn}",
  },
};
