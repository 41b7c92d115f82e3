import { createHash } from "node:crypto";
import type { Readable } from "node:stream";
import { AwsError } from "./aws-error.ts";
import { type Constraints, readConstraints, violations } from "./constraints.ts";
import { decodeRest, decodeRpc } from "./decode.ts";
import { encodeRest, encodeRpc } from "./encode.ts";
import { type Model, modelOf, type OperationModel } from "./model.ts";
import { matchRoute } from "./routes.ts";
import type { AwsRefusal, Caller, Service, ServiceRequest, ServiceResponse } from "./service.ts";

/** Who called an operation, and as which request. */
export interface Call {
  readonly requestId: string;
  readonly caller: Caller;
  readonly region: string;
}

/** An operation takes AWS's request type and returns AWS's response type; it throws `AwsError`. */
// biome-ignore lint/suspicious/noExplicitAny: each service's table gives its operations their own types
export type Operation = (request: any, call: Call) => unknown;

export type Operations = Readonly<Record<string, Operation>>;

/** A service whose requests and answers are those of an SDK client's schemas. */
export interface ApiService {
  readonly signingName: string;
  /** The SDK client's module: `import * as iot from "@aws-sdk/client-iot"`. Its operations and shapes are the protocol. */
  readonly sdk: object;
  readonly protocol: "restJson1" | "awsJson1.0" | "awsJson1.1";
  /** The name of `constraints/<name>.json`: lengths, patterns and enums of botocore's service model. Left out: none are checked. */
  readonly constraints?: string;
  /** The error a request that breaks a constraint is answered with. */
  readonly validationError: string;
  readonly operations: Operations;
}

const unconstrained: Constraints = { operations: {}, shapes: {} };
const largestBody = 16 * 1024 * 1024;

/** Makes a service of a table of operations. What the table lacks answers 501 `NotImplemented`, by name. */
export function apiService(service: ApiService): Service {
  const model = modelOf(service.sdk);
  const constraints = service.constraints ? readConstraints(service.constraints) : unconstrained;
  const unknown = Object.keys(service.operations).filter((name) => !model.operations.has(name));
  if (unknown.length > 0) throw new Error(`${service.signingName} has no operation ${unknown.join(", ")}`);
  return {
    signingName: service.signingName,
    operations: Object.keys(service.operations),
    refuse: (refusal) => failure(service, refusal, {}),
    async handle(request) {
      try {
        const body = await readBody(request.body, request.headers["x-amz-content-sha256"]);
        return await answer(service, model, constraints, request, body);
      } catch (error) {
        const known = error instanceof AwsError;
        const name = known ? error.name : "InternalFailure";
        const status = (known ? error.status : 500) ?? model.errorStatus.get(name) ?? 400;
        const message = error instanceof Error ? error.message : String(error);
        return failure(service, { name, message, status }, known ? error.fields : {});
      }
    },
  };
}

async function answer(
  service: ApiService,
  model: Model,
  constraints: Constraints,
  request: ServiceRequest,
  body: Buffer,
): Promise<ServiceResponse> {
  const call: Call = { requestId: request.id, caller: request.caller, region: request.region };
  const run = async (operation: OperationModel, input: unknown) => {
    const handler = service.operations[operation.name];
    if (!handler)
      throw new AwsError("NotImplemented", `Local AWS does not play ${service.signingName}:${operation.name}`, 501);
    await request.begin(operation.name);
    const wrong = violations(constraints, operation.name, operation.input, input);
    if (wrong.length > 0) {
      const count = `${wrong.length} validation error${wrong.length > 1 ? "s" : ""} detected`;
      throw new AwsError(service.validationError, `${count}: ${wrong.join("; ")}`);
    }
    return ((await handler(input, call)) ?? {}) as Record<string, unknown>;
  };
  if (service.protocol === "restJson1") {
    const match = matchRoute(model.routes, request.method, request.path, request.query);
    if (!match)
      throw new AwsError("UnknownOperationException", `No operation at ${request.method} ${request.path}`, 404);
    const { operation, labels, status } = match;
    const input = decodeRest(operation.input, { labels, query: request.query, headers: request.headers, body });
    return encodeRest(operation.output, await run(operation, input), status);
  }
  const target = request.headers["x-amz-target"]?.toString() ?? "";
  const operation = model.operations.get(target.split(".").at(-1) ?? "");
  if (!operation) throw new AwsError("UnknownOperationException", `No operation ${target}`, 400);
  const output = await run(operation, decodeRpc(operation.input, body));
  return { status: 200, headers: { "content-type": contentType(service) }, body: encodeRpc(operation.output, output) };
}

/** @throws AwsError when the body is too long, or is not what the signature covers */
async function readBody(stream: Readable, signedHash: string | string[] | undefined): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += (chunk as Buffer).length;
    if (length > largestBody) throw new AwsError("RequestEntityTooLargeException", "Request is too large", 413);
    chunks.push(chunk as Buffer);
  }
  const body = Buffer.concat(chunks);
  const isDigest = typeof signedHash === "string" && /^[0-9a-f]{64}$/.test(signedHash);
  if (isDigest && createHash("sha256").update(body).digest("hex") !== signedHash) {
    throw new AwsError("InvalidSignatureException", "The body is not the one that was signed", 403);
  }
  return body;
}

function failure(service: ApiService, { name, message, status }: AwsRefusal, fields: object): ServiceResponse {
  const isRest = service.protocol === "restJson1";
  return {
    status,
    headers: { "content-type": contentType(service), ...(isRest ? { "x-amzn-errortype": name } : {}) },
    body: JSON.stringify({ ...(isRest ? {} : { __type: name }), message, ...fields }),
  };
}

function contentType({ protocol }: ApiService): string {
  return protocol === "restJson1" ? "application/json" : `application/x-amz-json-${protocol.slice("awsJson".length)}`;
}
