import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Clock } from "../clock.ts";
import type { AccessKeys } from "./access-keys.ts";
import { authenticate } from "./authenticate.ts";
import { answerControl, type Controls, isControl } from "./control.ts";
import type { Aftermath, Interference } from "./interference.ts";
import type { AwsRefusal, Service, ServiceResponse } from "./service.ts";

/** The one HTTP port of local AWS. */
export interface Front {
  /** `http://127.0.0.1:4566`. */
  readonly endpoint: string;
  /** Ends once every connection is closed. */
  stop(): Promise<void>;
}

/** What the front is made of. */
export interface FrontOptions {
  readonly services: readonly Service[];
  readonly keys: AccessKeys;
  readonly accountId: string;
  /** What functions sign by, where it is not the computer's clock. */
  readonly clock?: Clock;
  /** 0: any free one. */
  readonly port: number;
  /** Asked about every operation that is called. */
  readonly interfere?: Interference;
  /** What other processes may steer, at `/_local/<name>`. */
  readonly controls?: Controls;
}

/** Serves all services on one port of 127.0.0.1, told apart by the credential scope of the request's signature. */
export async function startFront(front: FrontOptions): Promise<Front> {
  const services = new Map(front.services.map((service) => [service.signingName, service]));
  const server = createServer((message, response) => {
    const answered = isControl(message)
      ? answerControl(message, response, front.controls ?? {})
      : answer(message, services, front).then(({ requestId, response: answer }) =>
          write(response, requestId, answer, message.method === "HEAD"),
        );
    answered.catch(() => response.destroy()); // the client went away in the middle, or is not to hear of what happened
  });
  server.keepAliveTimeout = 30_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(front.port, "127.0.0.1", resolve);
  });
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  message: IncomingMessage,
  services: ReadonlyMap<string, Service>,
  { keys, accountId, clock, interfere }: FrontOptions,
): Promise<{ requestId: string; response: ServiceResponse }> {
  const requestId = randomUUID();
  const [path = "/", query = ""] = splitOnce(message.url ?? "/", "?");
  const request = { method: message.method ?? "GET", path, query, headers: message.headers };
  const identity = await authenticate(request, message, { keys, accountId, clock });
  const service = services.get(identity.service);
  if (!service) return { requestId, response: notServed(identity.service) };
  if ("refusal" in identity) {
    return { requestId, response: service.refuse(identity.refusal, { id: requestId, path }) };
  }
  const { caller } = identity;
  let aftermath: Aftermath | undefined;
  const response = await service.handle({
    ...request,
    id: requestId,
    query: new URLSearchParams(query),
    body: identity.body,
    caller,
    region: identity.region,
    async begin(operation) {
      aftermath = await interfere?.({ service: service.signingName, operation, caller });
    },
    ...(identity.chunkSigning ? { chunkSigning: identity.chunkSigning } : {}),
  });
  await endWith(aftermath, response);
  return { requestId, response };
}

/** @throws what the aftermath does, when the response is not to be sent */
async function endWith(aftermath: Aftermath | undefined, { body }: ServiceResponse): Promise<void> {
  try {
    await aftermath?.();
  } catch (lost) {
    if (body instanceof Readable) body.destroy();
    throw lost;
  }
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

function notServed(service: string): ServiceResponse {
  const refusal: AwsRefusal = { name: "NotImplemented", message: `Local AWS does not play ${service}`, status: 501 };
  return {
    status: refusal.status,
    headers: { "content-type": "application/json", "x-amzn-errortype": refusal.name },
    body: JSON.stringify({ __type: refusal.name, message: refusal.message }),
  };
}

async function write(
  response: ServerResponse,
  requestId: string,
  answer: ServiceResponse,
  isHead: boolean,
): Promise<void> {
  response.writeHead(answer.status, { "x-amzn-requestid": requestId, ...answer.headers });
  const { body } = answer;
  if (isHead || body === undefined) {
    if (body instanceof Readable) body.destroy();
    response.end();
  } else if (body instanceof Readable) await pipeline(body, response);
  else response.end(body);
}
