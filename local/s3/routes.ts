import type { Model, OperationModel } from "../http/model.ts";
import type { ServiceRequest } from "../http/service.ts";
import type { Address } from "./addressing.ts";
import { requiredMembers } from "./xml.ts";

/** What leads to an operation of S3's. */
export interface S3Route {
  readonly operation: OperationModel;
  readonly method: string;
  readonly level: "service" | "bucket" | "object";
  /** Query parameters that must be there; null means with any value. */
  readonly query: ReadonlyMap<string, string | null>;
  /** Headers that must be there: `x-amz-copy-source` makes of PutObject a CopyObject. */
  readonly headers: readonly string[];
  readonly status: number;
}

/** The routes of all of S3's operations, the most demanding first, read from the SDK client's own. */
export function s3Routes(model: Model): readonly S3Route[] {
  return model.routes
    .filter(({ operation }) => operation.name !== "WriteGetObjectResponse") // has an endpoint of its own
    .map(({ operation, method, query, status }) => {
      const members = operation.input.getMemberSchemas();
      const demanded = new Map([...query].filter(([name]) => name !== "x-id")); // a hint of the SDKs' that others leave out
      const headers: string[] = [];
      for (const name of requiredMembers(operation.input)) {
        const { httpQuery, httpHeader } = members[name]?.getMergedTraits() ?? {};
        if (httpQuery) demanded.set(httpQuery, null);
        if (httpHeader) headers.push(httpHeader.toLowerCase());
      }
      const level = members["Key"] ? "object" : members["Bucket"] ? "bucket" : "service";
      return { operation, method, level, query: demanded, headers, status } satisfies S3Route;
    })
    .sort((a, b) => b.query.size + b.headers.length - (a.query.size + a.headers.length));
}

/** The operation a request asks for: by its method, what it names, its subresource and the headers it brings. */
export function findRoute(routes: readonly S3Route[], request: ServiceRequest, address: Address): S3Route | undefined {
  const level = address.key !== undefined ? "object" : address.bucket !== undefined ? "bucket" : "service";
  return routes.find(
    (route) =>
      route.method === request.method &&
      route.level === level &&
      route.headers.every((name) => request.headers[name] !== undefined) &&
      [...route.query].every(
        ([name, value]) => request.query.has(name) && (!value || request.query.get(name) === value),
      ),
  );
}
