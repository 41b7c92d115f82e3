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

export const snsErrors: ServiceErrors = {
  throttle: [error("Throttling", 400, rateExceeded)],
  "server-error": [error("InternalErrorException", 500, internalFailure)],
  denied: [error("AuthorizationErrorException", 403, notAuthorized)],
  invalid: [error("InvalidParameterException", 400, invalid)],
  conflict: [error("ConcurrentAccessException", 400, conflicting, /^(Create|Delete)Topic$|Resource$/)],
  "not-found": [
    error("ResourceNotFoundException", 404, missing, /Resource$/),
    error("NotFoundException", 404, missing, /^(?!List|CreateTopic$)/),
  ],
  limit: [error("TopicLimitExceededException", 403, limited, /^CreateTopic$/)],
};
