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
  /** HTTP status of each modelled error. */
  readonly errorStatus: ReadonlyMap<string, number>;
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
  const errorStatus = new Map(schemas.filter(isError).map((schema) => [schema[2], statusOf(schema)] as const));
  return { operations, routes: routes.sort((a, b) => b.weight - a.weight), errorStatus };
}

function isOperation(schema: unknown[]): schema is StaticOperationSchema {
  return schema[0] === operationId;
}

function isError(schema: unknown[]): schema is StaticErrorSchema {
  return schema[0] === errorId;
}

function statusOf([, , , traits]: StaticErrorSchema): number {
  if (typeof traits !== "object") return 400;
  return (traits["httpError"] as number | undefined) ?? (traits["error"] === "server" ? 500 : 400);
}
