import type { ServiceErrors } from "../service-error.ts";
import { error, internalFailure, invalid, limited, missing, notAuthorized, rateExceeded } from "./wording.ts";

/** CloudFormation's model names few; the rest are the common errors of AWS's query APIs. What is not there is not valid either. */
export const cloudFormationErrors: ServiceErrors = {
  throttle: [error("Throttling", 400, rateExceeded)],
  "server-error": [error("InternalFailure", 500, internalFailure)],
  denied: [error("AccessDenied", 403, notAuthorized)],
  invalid: [error("ValidationError", 400, invalid)],
  conflict: [],
  "not-found": [
    error("ChangeSetNotFoundException", 404, missing, /ChangeSet$/),
    error("ValidationError", 400, missing, /Stack|^GetTemplate/),
  ],
  limit: [error("LimitExceededException", 400, limited, /^Create(ChangeSet|Stack)$/)],
};
