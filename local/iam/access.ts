import type { Access } from "../http/authorize.ts";
import { type AuthorizerOptions, createAuthorizer } from "./authorizer.ts";
import { needsOf } from "./needs/needs.ts";

/** IAM, as whoever answers calls asks it: what a call needs, and whether its caller may do that. */
export function createAccess(options: AuthorizerOptions): Access {
  return { authorize: createAuthorizer(options), needsOf: (call) => needsOf(call, options.account) };
}
