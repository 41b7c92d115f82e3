import type { ServiceErrors } from "../service-error.ts";
import { conflicting, error, invalid, missing, notAuthorized, rateExceeded } from "./wording.ts";

export const jobsDataErrors: ServiceErrors = {
  throttle: [error("ThrottlingException", 429, rateExceeded)],
  "server-error": [error("ServiceUnavailableException", 503, "Service Unavailable")],
  denied: [error("AccessDeniedException", 403, notAuthorized)],
  invalid: [error("InvalidRequestException", 400, invalid)],
  conflict: [error("InvalidStateTransitionException", 409, conflicting, /^Update/)],
  "not-found": [error("ResourceNotFoundException", 404, missing)],
  limit: [],
};
