import { NormalizedSchema } from "@smithy/core/schema";
import type { StaticErrorSchema, StaticOperationSchema } from "@smithy/types";
import { type Route, routeOf } from "./routes.ts";

/** One operation of a service, as its SDK client describes it. */
export interface OperationModel {
  readonly name: string;
  readonly input: NormalizedSchema;
  readonly output: NormalizedSchema;
}

/** A service's protocol, read from its SDK client: what the client writes we read, and the other way round. */
export interface Model {
  readonly operations: ReadonlyMap<string, OperationModel>;
  /** Most specific first. Empty for services that are called by `X-Amz-Target`. */
  readonly routes: readonly Route<OperationModel>[];
  /** By the errors' names. */
  readonly errors: ReadonlyMap<string, ErrorModel>;
}

/** A modelled error. */
export interface ErrorModel {
  readonly status: number;
  /** What AWS-query calls it, where it has another name there. */
  readonly queryCode: string | undefined;
}

const operationId = 9;
const errorId = -3;

/** Reads an SDK client's module (`import * as iot from "@aws-sdk/client-iot"`): it exports its schemas as `<Name>$`. */
export function modelOf(sdk: object): Model {
  const schemas = Object.values(sdk).filter((value): value is unknown[] => Array.isArray(value));
  const operations = new Map<string, OperationModel>();
  const routes: Route<OperationModel>[] = [];
  for (const schema of schemas.filter(isOperation)) {
    const [, , name, traits, input, output] = schema;
    const operation = { name, input: NormalizedSchema.of(input), output: NormalizedSchema.of(output) };
    operations.set(name, operation);
    const http = typeof traits === "object" ? traits.http : undefined;
    if (http) routes.push(routeOf(http as [string, string, number], operation));
  }
  const errors = new Map(schemas.filter(isError).map((schema) => [schema[2], errorModel(schema)] as const));
  return { operations, routes: routes.sort((a, b) => b.weight - a.weight), errors };
}

function isOperation(schema: unknown[]): schema is StaticOperationSchema {
  return schema[0] === operationId;
}

function isError(schema: unknown[]): schema is StaticErrorSchema {
  return schema[0] === errorId;
}

function errorModel([, , , traits]: StaticErrorSchema): ErrorModel {
  if (typeof traits !== "object") return { status: 400, queryCode: undefined };
  const { httpError, error, awsQueryError } = traits as {
    httpError?: number;
    error?: string;
    awsQueryError?: [code: string, status: number];
  };
  return { status: httpError ?? (error === "server" ? 500 : 400), queryCode: awsQueryError?.[0] };
}
