import type { ServiceErrors } from "../service-error.ts";
import { conflicting, error, internalFailure, invalid, missing, notAuthorized } from "./wording.ts";

export const lambdaErrors: ServiceErrors = {
  throttle: [error("TooManyRequestsException", 429, "Rate Exceeded.")],
  "server-error": [error("ServiceException", 500, internalFailure)],
  denied: [error("AccessDeniedException", 403, notAuthorized)],
  invalid: [error("InvalidParameterValueException", 400, invalid)],
  conflict: [error("ResourceConflictException", 409, conflicting, /^Invoke$/)],
  "not-found": [error("ResourceNotFoundException", 404, missing, /^(?!List)/)],
  limit: [],
};
