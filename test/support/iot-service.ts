import * as sdk from "@aws-sdk/client-iot";
import { apiService, type Operations } from "../../local/http/api-service.ts";
import type { Service } from "../../local/http/service.ts";

/** The iot service with some of its operations, for tests of one part of it through its real protocol. */
export function iotService(...operations: Operations[]): Service {
  return apiService({
    signingName: "iot",
    sdk,
    protocol: "restJson1",
    constraints: "iot",
    validationError: "InvalidRequestException",
    operations: Object.assign({}, ...operations),
  });
}
