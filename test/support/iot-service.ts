import * as sdk from "@aws-sdk/client-iot";
import { apiService, type Operations } from "../../local/http/api-service.ts";
import type { Service } from "../../local/http/service.ts";
import { iotPlayed } from "../../local/iot/played.ts";

/** The iot service with some of its operations, for tests of one part of it through its real protocol. */
export function iotService(...operations: Operations[]): Service {
  return apiService({
    signingName: "iot",
    sdk,
    protocol: "restJson1",
    constraints: "iot",
    validationError: "InvalidRequestException",
    played: iotPlayed,
    operations: Object.assign({}, ...operations),
  });
}
