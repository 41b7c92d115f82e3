import { createHash } from "node:crypto";
import type { GetCallerIdentityResponse } from "@aws-sdk/client-sts";
import type { Caller } from "../http/service.ts";

/** Who signed the request. A role's id, which AWS makes by chance, follows here from the role's name. */
export function getCallerIdentity({ arn, account }: Caller): GetCallerIdentityResponse {
  const [, role, session] = /:assumed-role\/(.+)\/([^/]+)$/.exec(arn) ?? [];
  return { UserId: role === undefined ? account : `${roleId(role)}:${session}`, Account: account, Arn: arn };
}

function roleId(role: string): string {
  return `AROA${createHash("sha256").update(role).digest("hex").slice(0, 17).toUpperCase()}`;
}
