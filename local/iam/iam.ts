import * as sdk from "@aws-sdk/client-iam";
import { apiService } from "../http/api-service.ts";
import type { Service } from "../http/service.ts";
import { operations } from "./operations.ts";
import { iamPlayed } from "./played.ts";
import type { FindRoles } from "./role.ts";

/**
 * Plays of AWS IAM what tells of roles and of what they may do. Nothing is made or changed by it.
 * @param roles asked anew at each request: a stack makes them while local AWS runs
 */
export function createIam({ roles }: { roles: FindRoles }): { readonly service: Service } {
  return {
    service: apiService({
      signingName: "iam",
      sdk,
      protocol: "awsQuery",
      xmlNamespace: "https://iam.amazonaws.com/doc/2010-05-08/",
      constraints: "iam",
      validationError: "ValidationError",
      played: iamPlayed,
      operations: operations(roles),
    }),
  };
}
