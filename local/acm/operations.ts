import type { DeleteCertificateRequest, DescribeCertificateRequest, GetCertificateRequest } from "@aws-sdk/client-acm";
import type { Account } from "../account.ts";
import type { Clock } from "../clock.ts";
import type { Operations } from "../http/api-service.ts";
import { certificateDetail } from "./certificate-detail.ts";
import { type CertificateStore, certificateOf } from "./certificate-store.ts";
import { importCertificate } from "./import-certificate.ts";
import { listCertificates } from "./list-certificates.ts";
import { addTagsToCertificate, listTagsForCertificate, removeTagsFromCertificate } from "./tags.ts";

/** What of ACM is played: all that imported certificates need. */
export function operations(store: CertificateStore, context: { account: Account; clock: Clock }): Operations {
  return {
    ImportCertificate: (request) => importCertificate(request, store, context),
    DescribeCertificate: ({ CertificateArn }: DescribeCertificateRequest) => ({
      Certificate: certificateDetail(certificateOf(store, CertificateArn), context.clock.now()),
    }),
    GetCertificate: ({ CertificateArn }: GetCertificateRequest) => {
      const { certificate, chain } = certificateOf(store, CertificateArn);
      return { Certificate: certificate, CertificateChain: chain };
    },
    ListCertificates: (request) => listCertificates(request, store, context),
    DeleteCertificate: ({ CertificateArn }: DeleteCertificateRequest) => {
      const { arn } = certificateOf(store, CertificateArn);
      store.certificates.delete(arn);
      store.tags.delete(arn);
    },
    AddTagsToCertificate: (request) => addTagsToCertificate(request, store),
    RemoveTagsFromCertificate: (request) => removeTagsFromCertificate(request, store),
    ListTagsForCertificate: (request) => listTagsForCertificate(request, store),
  };
}
