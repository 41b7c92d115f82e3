import * as sdk from "@aws-sdk/client-s3";
import { anonymous } from "../http/anonymous.ts";
import { AwsError } from "../http/aws-error.ts";
import { modelOf } from "../http/model.ts";
import type { AwsRefusal, Service, ServiceRequest, ServiceResponse } from "../http/service.ts";
import { type Address, addressOf } from "./addressing.ts";
import { admitAnonymous } from "./admit-anonymous.ts";
import { decodeRequest } from "./decode.ts";
import { encodeResponse } from "./encode.ts";
import { S3Error, s3Error } from "./errors.ts";
import { operations } from "./operations.ts";
import { orForbidden } from "./or-forbidden.ts";
import { findRoute, s3Routes } from "./routes.ts";
import type { S3Store } from "./store.ts";
import { refuseUnplayed } from "./unplayed.ts";
import { writeElements } from "./xml.ts";

/** S3 over HTTP: what a request asks for, the operation that does it, and its answer. */
export function createS3Service(store: S3Store): Service {
  const routes = s3Routes(modelOf(sdk));

  const answer = async (request: ServiceRequest, address: Address): Promise<ServiceResponse> => {
    const route = findRoute(routes, request, address);
    if (!route) throw s3Error("MethodNotAllowed", undefined, { fields: { Method: request.method } });
    const { name, input, output } = route.operation;
    const operation = operations[name];
    if (!operation) throw s3Error("NotImplemented", `Local AWS does not play s3:${name}.`);
    if (request.caller === anonymous) admitAnonymous(name, address, store);
    const members = await decodeRequest(input, request, address);
    await request.begin(name, members);
    refuseUnplayed(request, name);
    checkOwner(request, store.account.id);
    const result = await orForbidden(address, request, () => operation(members, store, request));
    return encodeResponse(output, (result ?? {}) as Record<string, unknown>, route.status);
  };

  return {
    signingName: "s3",
    operations: Object.keys(operations),
    refuse: (refusal, { id, path }) => failure(refusal, id, { ...refusal.fields, Resource: path }),
    async handle(given) {
      const request = withHoistedHeaders(given);
      try {
        const { headers, ...response } = await answer(request, addressOf(request.path, request.headers.host));
        return { ...response, headers: { ...identification(request.id), ...headers } };
      } catch (error) {
        request.body.resume(); // what is left of the body, or the client would never come to read the answer
        if (!(error instanceof AwsError)) {
          return { ...failure({ name: "InternalError", message: String(error), status: 500 }, request.id), bug: error };
        }
        const { name, message, status = 400, fields } = error;
        return failure({ name, message, status }, request.id, fields, error instanceof S3Error ? error.headers : {});
      }
    },
  };
}

/**
 * A presigned URL carries in its query the `x-amz-` headers it was made with. S3 passes over the checksum among them
 * (aws/aws-sdk-go-v2#2610): SDKs put that of an empty body there, because they cannot know the one that will come.
 */
function withHoistedHeaders(request: ServiceRequest): ServiceRequest {
  if (!request.query.has("X-Amz-Signature")) return request;
  const hoisted = [...request.query]
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => name.startsWith("x-amz-") && !name.includes("checksum"));
  return { ...request, headers: { ...Object.fromEntries(hoisted), ...request.headers } };
}

/** @throws AwsError AccessDenied when the caller expects the bucket to be somebody else's */
function checkOwner({ headers }: ServiceRequest, account: string): void {
  for (const name of ["x-amz-expected-bucket-owner", "x-amz-source-expected-bucket-owner"]) {
    if (headers[name] !== undefined && headers[name] !== account) throw s3Error("AccessDenied");
  }
}

function failure(
  { name, message, status }: AwsRefusal,
  requestId: string,
  fields: Readonly<Record<string, unknown>> = {},
  headers: Readonly<Record<string, string>> = {},
): ServiceResponse {
  const identified = { ...identification(requestId), ...headers };
  if (status === 304) return { status, headers: identified };
  const body = writeElements({
    Error: { Code: name, Message: message, ...fields, RequestId: requestId, HostId: hostId(requestId) },
  });
  return { status, headers: { ...identified, "content-type": "application/xml" }, body };
}

function identification(requestId: string): Record<string, string> {
  return { "x-amz-request-id": requestId, "x-amz-id-2": hostId(requestId), server: "AmazonS3" };
}

function hostId(requestId: string): string {
  return Buffer.from(requestId).toString("base64");
}
