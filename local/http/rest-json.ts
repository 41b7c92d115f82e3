import { AwsError } from "./aws-error.ts";
import { decodeRest } from "./decode.ts";
import { encodeRest } from "./encode.ts";
import type { Protocol } from "./protocol.ts";
import { matchRoute } from "./routes.ts";

/** `restJson1`: the operation is the method and the path, the rest is wherever its schema says. */
export const restJson: Protocol = {
  read({ method, path, query, headers }, body, { routes }) {
    const match = matchRoute(routes, method, path, query);
    if (!match) throw new AwsError("UnknownOperationException", `No operation at ${method} ${path}`, 404);
    const { operation, labels, status } = match;
    return { operation, input: decodeRest(operation.input, { labels, query, headers, body }), status };
  },
  answer: ({ operation, status }, output) => encodeRest(operation.output, output, status),
  fail: ({ name, message, status, fields }) => ({
    status,
    headers: { "content-type": "application/json", "x-amzn-errortype": name },
    body: JSON.stringify({ message, ...fields }),
  }),
};
