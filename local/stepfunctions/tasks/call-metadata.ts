import { randomUUID } from "node:crypto";

/**
 * What the answer of one of Step Functions' own integrations has beside the service's: of the HTTP that AWS tells, the
 * status and the request's id.
 */
export function callMetadata({ status = 200, requestId = randomUUID() as string } = {}) {
  return { SdkHttpMetadata: { HttpStatusCode: status }, SdkResponseMetadata: { RequestId: requestId } };
}
