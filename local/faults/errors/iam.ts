import type { ServiceErrors } from "../service-error.ts";
import { error, internalFailure, invalid, missing, notAuthorized, rateExceeded } from "./wording.ts";

export const iamErrors: ServiceErrors = {
  throttle: [error("Throttling", 400, rateExceeded)],
  "server-error": [error("ServiceFailure", 500, internalFailure)],
  denied: [error("AccessDenied", 403, notAuthorized)],
  invalid: [error("InvalidInput", 400, invalid, /^(ListAttached|GetPolicy|Simulate)/)],
  conflict: [],
  "not-found": [error("NoSuchEntity", 404, missing, /^(?!ListRoles$)/)],
  limit: [],
};
