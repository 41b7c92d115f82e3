import { hash } from "node:crypto";
import type { Played } from "../played.ts";
import { AwsError } from "./aws-error.ts";
import { awsJson } from "./aws-json.ts";
import { awsQuery } from "./aws-query.ts";
import { type Constraints, readConstraints, violations } from "./constraints.ts";
import { type Model, modelOf } from "./model.ts";
import type { Failure, OperationRequest, Protocol } from "./protocol.ts";
import { readBody } from "./read-body.ts";
import { refuseMembers } from "./refuse-members.ts";
import { restJson } from "./rest-json.ts";
import type { Caller, Service, ServiceRequest } from "./service.ts";

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
  readonly protocol: "restJson1" | "awsJson1.0" | "awsJson1.1" | "awsQuery";
  /** Of the XML that the protocol awsQuery answers. */
  readonly xmlNamespace?: string;
  /** The name of `constraints/<name>.json`: lengths, patterns and enums of botocore's service model. Left out: none are checked. */
  readonly constraints?: string;
  /** The error a request that breaks a constraint is answered with. */
  readonly validationError: string;
  readonly operations: Operations;
  /** Of a request, in bytes, where AWS tells how long it may be. */
  readonly longestBody?: number;
  /** What of them is played: members that it says are refused, are. Left out: none are. */
  readonly played?: Played;
}

const protocols: Readonly<Record<ApiService["protocol"], (service: ApiService) => Protocol>> = {
  restJson1: () => restJson,
  "awsJson1.0": () => awsJson("1.0"),
  "awsJson1.1": () => awsJson("1.1"),
  awsQuery: ({ xmlNamespace = "" }) => awsQuery(xmlNamespace),
};

const unconstrained: Constraints = { operations: {}, shapes: {} };

/** Makes a service of a table of operations. What the table lacks answers 501 `NotImplemented`, by name. */
export function apiService(service: ApiService): Service {
  const model = modelOf(service.sdk);
  const protocol = protocols[service.protocol](service);
  const constraints = service.constraints ? readConstraints(service.constraints) : unconstrained;
  const unknown = Object.keys(service.operations).filter((name) => !model.operations.has(name));
  if (unknown.length > 0) throw new Error(`${service.signingName} has no operation ${unknown.join(", ")}`);
  return {
    signingName: service.signingName,
    operations: Object.keys(service.operations),
    refuse: (refusal, { id }) => protocol.fail({ ...refusal, fields: {} }, id, model),
    async handle(request) {
      try {
        const body = await signedBody(request, service.longestBody);
        const asked = protocol.read(request, body, model);
        return protocol.answer(asked, await run(service, constraints, asked, request), request.id);
      } catch (error) {
        const failed = protocol.fail(failureOf(error, model), request.id, model);
        return error instanceof AwsError ? failed : { ...failed, bug: error };
      }
    },
  };
}

async function run(
  service: ApiService,
  constraints: Constraints,
  { operation, input }: OperationRequest,
  request: ServiceRequest,
): Promise<Readonly<Record<string, unknown>>> {
  const handler = service.operations[operation.name];
  if (!handler)
    throw new AwsError("NotImplemented", `Local AWS does not play ${service.signingName}:${operation.name}`, 501);
  await request.begin(operation.name, input);
  const wrong = violations(constraints, operation.name, operation.input, input);
  if (wrong.length > 0) {
    const count = `${wrong.length} validation error${wrong.length > 1 ? "s" : ""} detected`;
    throw new AwsError(service.validationError, `${count}: ${wrong.join("; ")}`);
  }
  const { signingName, played } = service;
  refuseMembers(`${signingName}:${operation.name}`, input, played?.operations[operation.name]?.refuses);
  const call: Call = { requestId: request.id, caller: request.caller, region: request.region };
  return ((await handler(input, call)) ?? {}) as Readonly<Record<string, unknown>>;
}

function failureOf(error: unknown, { errors }: Model): Failure {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof AwsError)) return { name: "InternalFailure", message, status: 500, fields: {} };
  const status = error.status ?? errors.get(error.name)?.status ?? 400;
  return { name: error.name, message, status, fields: error.fields };
}

/** @throws AwsError when the body is too long, or is not what the signature covers */
async function signedBody({ body: stream, headers }: ServiceRequest, longest: number | undefined): Promise<Buffer> {
  const body = await readBody(stream, longest);
  if (!body) throw new AwsError("RequestEntityTooLargeException", "Request is too large", 413);
  const signedHash = headers["x-amz-content-sha256"]; // left out: the body itself was digested to check the signature
  if (signedHash !== undefined && hash("sha256", body) !== signedHash) {
    throw new AwsError("InvalidSignatureException", "The body is not the one that was signed", 403);
  }
  return body;
}
