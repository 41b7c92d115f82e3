import type { ServiceErrors } from "../service-error.ts";
import {
  conflicting,
  error,
  internalFailure,
  invalid,
  limited,
  missing,
  notAuthorized,
  rateExceeded,
} from "./wording.ts";

export const eventsErrors: ServiceErrors = {
  throttle: [error("ThrottlingException", 400, rateExceeded)],
  "server-error": [error("InternalException", 500, internalFailure)],
  denied: [error("AccessDeniedException", 400, notAuthorized)],
  invalid: [error("ValidationException", 400, invalid)],
  conflict: [
    error("ConcurrentModificationException", 400, conflicting, /^(Put|Enable|Disable|Delete|Remove)(Rule|Targets)$/),
  ],
  "not-found": [error("ResourceNotFoundException", 400, missing, /Rule/)],
  limit: [error("LimitExceededException", 400, limited, /^Put(Rule|Targets)$/)],
};
