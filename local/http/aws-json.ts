import { AwsError } from "./aws-error.ts";
import { decodeRpc } from "./decode.ts";
import { encodeRpc } from "./encode.ts";
import type { Model } from "./model.ts";
import type { Failure, Protocol } from "./protocol.ts";

/** `awsJson1.0` and `awsJson1.1`: the operation is a header, the rest is JSON. */
export function awsJson(version: "1.0" | "1.1"): Protocol {
  const headers = { "content-type": `application/x-amz-json-${version}` };
  return {
    read(request, body, { operations }) {
      const target = request.headers["x-amz-target"]?.toString() ?? "";
      const operation = operations.get(target.split(".").at(-1) ?? "");
      if (!operation) throw new AwsError("UnknownOperationException", `No operation ${target}`, 400);
      return { operation, input: decodeRpc(operation.input, body), status: 200 };
    },
    answer: ({ operation, status }, output) => ({ status, headers, body: encodeRpc(operation.output, output) }),
    fail: (failure, _, model) => ({
      status: failure.status,
      headers: { ...headers, ...queryError(failure, model) },
      body: JSON.stringify({ __type: failure.name, message: failure.message, ...failure.fields }),
    }),
  };
}

/** Services that once spoke AWS-query, as SQS did, also say what an error was called then: clients go on asking for that name. */
function queryError({ name, status }: Failure, { errors }: Model): Record<string, string> {
  const spokeQuery = [...errors.values()].some(({ queryCode }) => queryCode !== undefined);
  if (!spokeQuery) return {};
  return { "x-amzn-query-error": `${errors.get(name)?.queryCode ?? name};${status < 500 ? "Sender" : "Receiver"}` };
}
