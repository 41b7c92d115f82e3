import type { ServiceErrors } from "../service-error.ts";
import { error, internalFailure, invalid, missing, notAuthorized, rateExceeded } from "./wording.ts";

export const signerErrors: ServiceErrors = {
  throttle: [
    error("ThrottlingException", 429, rateExceeded, /^StartSigningJob$/),
    error("TooManyRequestsException", 429, rateExceeded),
  ],
  "server-error": [error("InternalServiceErrorException", 500, internalFailure)],
  denied: [error("AccessDeniedException", 403, notAuthorized)],
  invalid: [error("BadRequestException", 400, invalid, /Resource$/), error("ValidationException", 400, invalid)],
  conflict: [],
  "not-found": [
    error("NotFoundException", 404, missing, /Resource$/),
    error("ResourceNotFoundException", 404, missing, /^(?!List)/),
  ],
  limit: [],
};
