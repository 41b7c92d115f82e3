import type { ServiceErrors } from "../service-error.ts";
import { conflicting, error, internalFailure, invalid, limited, notAuthorized, rateExceeded } from "./wording.ts";

export const sqsErrors: ServiceErrors = {
  throttle: [error("RequestThrottled", 403, rateExceeded)],
  "server-error": [error("InternalFailure", 500, internalFailure)],
  denied: [error("AccessDeniedException", 403, notAuthorized)],
  invalid: [error("UnsupportedOperation", 400, invalid)],
  conflict: [error("QueueNameExists", 400, conflicting, /^CreateQueue$/)],
  "not-found": [
    error("QueueDoesNotExist", 400, "The specified queue does not exist.", /^(?!CreateQueue$|ListQueues$)/),
  ],
  limit: [error("OverLimit", 403, limited, /^(AddPermission|ReceiveMessage|SetQueueAttributes)$/)],
};
