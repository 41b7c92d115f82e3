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

export const iotErrors: ServiceErrors = {
  throttle: [error("ThrottlingException", 400, rateExceeded)],
  "server-error": [
    error("ServiceUnavailableException", 503, "Service Unavailable", /Job/), // Jobs model no 500
    error("InternalFailureException", 500, internalFailure),
  ],
  denied: [error("AccessDeniedException", 403, notAuthorized)],
  invalid: [error("InvalidRequestException", 400, invalid)],
  conflict: [
    error("ResourceAlreadyExistsException", 409, "The resource already exists", /^Create/),
    error("DeleteConflictException", 409, conflicting, /^DeleteStream$/),
    error("InvalidStateTransitionException", 409, conflicting, /^DeleteJob|^CancelJobExecution$/),
    error("VersionConflictException", 409, conflicting, /^(Update|Delete)Thing|^DeleteOTAUpdate$/),
  ],
  "not-found": [
    error(
      "ResourceNotFoundException",
      404,
      missing,
      /^(?!ListThings$|(Create|Delete)ThingGroup$|ListStreams$|ListOTAUpdates$|DescribeEndpoint$)/,
    ),
  ],
  limit: [
    error(
      "LimitExceededException",
      410,
      limited,
      /^Create(Job|Stream|OTAUpdate)$|^(Cancel|Delete)Job$|^UpdateStream$|^TagResource$|^AssociateTargets/,
    ),
  ],
};
