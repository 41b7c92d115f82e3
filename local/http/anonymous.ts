import type { Caller } from "./service.ts";

/** Whoever did not sign. AWS calls their account by that name, too ("aws:PrincipalAccount" in the IAM User Guide). */
export const anonymous: Caller = { accessKeyId: "", arn: "anonymous", account: "anonymous" };
