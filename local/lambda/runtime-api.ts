import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { failureJson, type Invocation, largestPayload } from "./invocation.ts";

/** What a runtime says about itself, in JSON, with the most memory it had so far in MB when it says that too. */
export interface RuntimeReport {
  readonly ok: boolean;
  readonly json: string;
  readonly memoryUsed: number | undefined;
}

/** The Runtime API of one sandbox, which serves one invocation at a time. */
export interface RuntimeApi {
  /** `127.0.0.1:<port>`, as `AWS_LAMBDA_RUNTIME_API` has it. */
  readonly address: string;
  /** Resolves when the runtime reports that it could not initialise, and never when it could. */
  readonly initialisationFailed: Promise<RuntimeReport>;
  /** Hands the invocation over as soon as the runtime asks for work. Resolves with what it answers. */
  run(invocation: Delivery): Promise<RuntimeReport>;
  close(): void;
}

/** An invocation on its way to a runtime. */
export interface Delivery extends Invocation {
  readonly functionArn: string;
  readonly traceId: string;
  /** How far local AWS's clock is ahead of the computer's, in milliseconds: the function's time is the former. */
  readonly clockAhead: number;
  /** Called when the runtime takes it. Returns until when it must have answered: milliseconds since 1970, of real time. */
  delivered(): number;
}

/** Starts a Runtime API on a free port of 127.0.0.1 (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html). */
export async function startRuntimeApi(): Promise<RuntimeApi> {
  const initialisationFailed = Promise.withResolvers<RuntimeReport>();
  let asking: ServerResponse | undefined;
  let waiting: Delivery | undefined;
  let current: { requestId: string; answer: (report: RuntimeReport) => void } | undefined;

  const handOver = () => {
    if (!asking || !waiting) return;
    asking.writeHead(200, headersOf(waiting, waiting.delivered())).end(waiting.event);
    asking = undefined;
    waiting = undefined;
  };
  const next = (response: ServerResponse) => {
    asking = response;
    handOver();
  };
  const report = async (request: IncomingMessage, ok: boolean): Promise<RuntimeReport> => {
    const memoryUsed = Math.ceil(Number(request.headers["x-max-memory-used"]) / 1024) || undefined;
    const json = await read(request);
    return json === undefined ? { ok: false, json: tooLarge, memoryUsed } : { ok, json, memoryUsed };
  };
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const [, requestId, kind] =
      /^\/2018-06-01\/runtime\/(?:invocation|init)\/(?:([^/]+)\/)?(\w+)$/.exec(request.url ?? "") ?? [];
    if (request.method === "GET" && kind === "next") return next(response);
    if (kind === "error" && !requestId) initialisationFailed.resolve(await report(request, false));
    else if (current && requestId === current.requestId) {
      const { answer } = current;
      current = undefined;
      answer(await report(request, kind === "response"));
    } else return response.writeHead(400, json).end(failureJson("InvalidRequestID", "Invalid request ID"));
    response.writeHead(202, json).end('{"status":"OK"}');
  };

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy()); // the runtime died in the middle
  });
  server.keepAliveTimeout = 0; // a runtime may rest between invocations as long as it likes
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    initialisationFailed: initialisationFailed.promise,
    run: (delivery) =>
      new Promise((resolve) => {
        current = { requestId: delivery.requestId, answer: resolve };
        waiting = delivery;
        handOver();
      }),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

const json = { "content-type": "application/json" };

const tooLarge = failureJson(
  "Function.ResponseSizeTooLarge",
  `Response payload size exceeded maximum allowed payload size (${largestPayload} bytes).`,
);

function headersOf(
  { requestId, functionArn, traceId, clientContext, clockAhead }: Delivery,
  deadline: number,
): Record<string, string> {
  return {
    ...json,
    "lambda-runtime-aws-request-id": requestId,
    "lambda-runtime-deadline-ms": String(deadline),
    "lambda-runtime-invoked-function-arn": functionArn,
    "lambda-runtime-trace-id": traceId,
    "local-aws-clock-ahead-ms": String(clockAhead), // ours, not AWS's
    ...(clientContext === undefined ? {} : { "lambda-runtime-client-context": utf8(clientContext) }),
  };
}

/** A header that holds a text's UTF-8, byte for byte: Node.js sends headers as Latin-1. */
function utf8(text: string): string {
  return Buffer.from(text).toString("latin1");
}

/** The body, unless it is larger than Lambda takes. */
async function read(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += (chunk as Buffer).length;
    if (length <= largestPayload) chunks.push(chunk as Buffer);
  }
  return length <= largestPayload ? Buffer.concat(chunks).toString() : undefined;
}
