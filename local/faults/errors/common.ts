import type { ServiceErrors } from "../service-error.ts";
import { error, internalFailure, invalid, limited, missing, notAuthorized, rateExceeded } from "./wording.ts";

/** What the others answer: AWS's common errors, as its services for JSON answer them. */
export const commonErrors: ServiceErrors = {
  throttle: [error("ThrottlingException", 400, rateExceeded)],
  "server-error": [error("InternalFailure", 500, internalFailure)],
  denied: [error("AccessDeniedException", 400, notAuthorized)],
  invalid: [error("ValidationException", 400, invalid)],
  conflict: [],
  "not-found": [error("ResourceNotFoundException", 400, missing)],
  limit: [error("LimitExceededException", 400, limited)],
};
