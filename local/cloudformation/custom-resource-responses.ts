import { randomUUID } from "node:crypto";
import type { ServiceRequest, ServiceResponse } from "../http/service.ts";
import { isObject } from "./template.ts";

/** What a custom resource's function puts to its ResponseURL. */
export interface CustomResourceResponse {
  readonly Status: "SUCCESS" | "FAILED";
  readonly Reason?: string;
  readonly PhysicalResourceId?: string;
  readonly RequestId: string;
  readonly Data?: Readonly<Record<string, unknown>>;
}

/** By what a response names the request it answers. */
export interface RequestIds {
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
}

/** The responses that are waited for. */
export interface CustomResourceResponses {
  expect(ids: RequestIds): {
    /** Where to put it: presigned, for two hours. */
    readonly url: string;
    readonly response: Promise<CustomResourceResponse>;
    forget(): void;
  };
  /** Takes a response, when that is what the request is about. */
  receive(request: ServiceRequest): Promise<ServiceResponse> | undefined;
}

const root = "/custom-resource-responses/";
const longestResponse = 4096; // bytes

/** @param presignPut makes a URL of a path that whoever holds it may put to */
export function createCustomResourceResponses(presignPut: (path: string) => string): CustomResourceResponses {
  const waiting = new Map<string, { ids: RequestIds; answer: (response: CustomResourceResponse) => void }>();
  return {
    expect(ids) {
      const path = `${root}${randomUUID()}`;
      const { promise, resolve } = Promise.withResolvers<CustomResourceResponse>();
      waiting.set(path, { ids, answer: resolve });
      return { url: presignPut(path), response: promise, forget: () => waiting.delete(path) };
    },
    receive(request) {
      if (!request.path.startsWith(root)) return undefined;
      return take(request);
    },
  };

  async function take({ method, path, headers, body }: ServiceRequest): Promise<ServiceResponse> {
    const expected = waiting.get(path);
    if (method !== "PUT" || !expected) return refused(404, "NoSuchKey");
    if (headers["content-type"]) return refused(403, "SignatureDoesNotMatch"); // CloudFormation signs its URLs for none
    const text = Buffer.concat(await body.toArray()).toString();
    expected.answer(responseOf(text, expected.ids));
    return { status: 200, headers: {} };
  }
}

function refused(status: number, code: string): ServiceResponse {
  return {
    status,
    headers: { "content-type": "application/xml" },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code></Error>`,
  };
}

/** What is no response to this request counts as one that failed. */
function responseOf(text: string, ids: RequestIds): CustomResourceResponse {
  const failed = (Reason: string): CustomResourceResponse => ({ Status: "FAILED", Reason, RequestId: ids.RequestId });
  if (Buffer.byteLength(text) > longestResponse) return failed("Response object is too long.");
  try {
    const response: unknown = JSON.parse(text);
    if (!isObject(response)) return failed("Invalid response: it is no object");
    const other = Object.entries(ids).find(([name, value]) => response[name] !== value);
    if (other) return failed(`Invalid response: its ${other[0]} is ${JSON.stringify(response[other[0]])}`);
    const { Status } = response;
    if (Status !== "SUCCESS" && Status !== "FAILED") return failed(`Invalid Status: ${JSON.stringify(Status)}`);
    return response as unknown as CustomResourceResponse;
  } catch (error) {
    return failed(`Invalid response: ${(error as Error).message}`);
  }
}
