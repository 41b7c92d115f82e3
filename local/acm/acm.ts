import * as sdk from "@aws-sdk/client-acm";
import type { Account } from "../account.ts";
import type { Clock } from "../clock.ts";
import { apiService } from "../http/api-service.ts";
import type { Service } from "../http/service.ts";
import { certificateStore } from "./certificate-store.ts";
import { operations } from "./operations.ts";
import { acmPlayed } from "./played.ts";
import type { CertificateAndKey } from "./self-signed-certificate.ts";

/** The certificates that other services sign with. */
export interface Certificates {
  /** A certificate and its key, both PEM, by its ARN; nothing if it was never imported or was deleted. */
  find(arn: string): CertificateAndKey | undefined;
}

/** AWS Certificate Manager, as far as imported certificates go. It forgets all when it ends. */
export function createAcm(context: { account: Account; clock: Clock }): {
  service: Service;
  certificates: Certificates;
} {
  const store = certificateStore();
  const service = apiService({
    signingName: "acm",
    sdk,
    protocol: "awsJson1.1",
    constraints: "acm",
    validationError: "ValidationException",
    played: acmPlayed,
    operations: operations(store, context),
  });
  return { service, certificates: { find: (arn) => store.certificates.get(arn) } };
}
