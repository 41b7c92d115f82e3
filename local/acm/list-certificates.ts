import type {
  CertificateSummary,
  KeyAlgorithm,
  ListCertificatesRequest,
  ListCertificatesResponse,
} from "@aws-sdk/client-acm";
import type { Clock } from "../clock.ts";
import { AwsError } from "../http/aws-error.ts";
import { pageOf } from "../http/pages.ts";
import { certificateDetail } from "./certificate-detail.ts";
import type { Certificate, CertificateStore } from "./certificate-store.ts";

/** What AWS lists when nobody asks for key types: certificates with keys on elliptic curves are left out. */
const listedByDefault: readonly KeyAlgorithm[] = ["RSA_1024", "RSA_2048"];

/** Lists certificates, newest last unless `SortOrder` says otherwise. */
export function listCertificates(
  { CertificateStatuses, Includes, MaxItems, NextToken, SortBy, SortOrder }: ListCertificatesRequest,
  store: CertificateStore,
  { clock }: { clock: Clock },
): ListCertificatesResponse {
  if (!SortBy !== !SortOrder) {
    throw new AwsError("ValidationException", "SortBy and SortOrder must be specified together.", 400);
  }
  const { keyTypes = listedByDefault, keyUsage, extendedKeyUsage } = Includes ?? {};
  const summaries = [...store.certificates.values()]
    .map((certificate) => summaryOf(certificate, clock.now()))
    .filter(
      (summary) =>
        (!CertificateStatuses || CertificateStatuses.includes(summary.Status ?? "ISSUED")) &&
        keyTypes.some((type) => type === summary.KeyAlgorithm) &&
        (!keyUsage || summary.KeyUsages?.some((usage) => keyUsage.includes(usage))) &&
        (!extendedKeyUsage || summary.ExtendedKeyUsages?.some((usage) => extendedKeyUsage.includes(usage))),
    );
  if (SortOrder === "DESCENDING") summaries.reverse();
  const page = pageOf(
    summaries,
    { limit: MaxItems ?? 1000, nextToken: NextToken, invalidToken: "ValidationException" },
    (summary) => summary.CertificateArn ?? "",
  );
  return { CertificateSummaryList: page.items, NextToken: page.nextToken };
}

function summaryOf(certificate: Certificate, now: number): CertificateSummary {
  const detail = certificateDetail(certificate, now);
  return {
    CertificateArn: detail.CertificateArn,
    DomainName: detail.DomainName,
    SubjectAlternativeNameSummaries: detail.SubjectAlternativeNames,
    HasAdditionalSubjectAlternativeNames: false,
    Status: detail.Status,
    Type: detail.Type,
    KeyAlgorithm: detail.KeyAlgorithm,
    KeyUsages: detail.KeyUsages?.flatMap(({ Name }) => Name ?? []),
    ExtendedKeyUsages: detail.ExtendedKeyUsages?.flatMap(({ Name }) => Name ?? []),
    InUse: false,
    RenewalEligibility: detail.RenewalEligibility,
    NotBefore: detail.NotBefore,
    NotAfter: detail.NotAfter,
    CreatedAt: detail.ImportedAt,
    ImportedAt: detail.ImportedAt,
  };
}
