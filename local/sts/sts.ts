import * as sdk from "@aws-sdk/client-sts";
import { apiService } from "../http/api-service.ts";
import type { Service } from "../http/service.ts";
import { getCallerIdentity } from "./get-caller-identity.ts";
import { stsPlayed } from "./played.ts";

/** Plays of AWS STS what tools ask before they do anything: who they are. */
export function createSts(): { readonly service: Service } {
  return {
    service: apiService({
      signingName: "sts",
      sdk,
      protocol: "awsQuery",
      xmlNamespace: "https://sts.amazonaws.com/doc/2011-06-15/",
      constraints: "sts",
      validationError: "ValidationError",
      played: stsPlayed,
      operations: {
        GetCallerIdentity: (_request: sdk.GetCallerIdentityRequest, { caller }) => getCallerIdentity(caller),
      },
    }),
  };
}
