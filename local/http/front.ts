import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Clock } from "../clock.ts";
import type { AccessKeys } from "./access-keys.ts";
import { answerDate } from "./answer-date.ts";
import { authenticate } from "./authenticate.ts";
import type { Access, Permission } from "./authorize.ts";
import { answerControl, type Controls, isControl } from "./control.ts";
import type { Aftermath, Interference } from "./interference.ts";
import { type ListenOptions, listen } from "./listen.ts";
import { notServed } from "./not-served.ts";
import type { Service, ServiceResponse } from "./service.ts";
import type { SignedRequest } from "./sigv4.ts";

/** The one HTTP port of local AWS. */
export interface Front {
  /** `http://127.0.0.1:4566`. */
  readonly endpoint: string;
  /** Ends once every connection is closed. */
  stop(): Promise<void>;
}

/** What the front is made of. */
export interface FrontOptions extends ListenOptions {
  readonly services: readonly Service[];
  readonly keys: AccessKeys;
  readonly accountId: string;
  /** What functions sign by, where it is not the computer's clock. */
  readonly clock?: Clock;
  /** Whether callers may do what they ask for; left out, everybody may do everything. */
  readonly access?: Access;
  /** Asked about every operation that is called. */
  readonly interfere?: Interference;
  /** Hears of each request that failed by a mistake of ours. */
  readonly onBug?: ((bug: unknown) => void) | undefined;
  /** What other processes may steer, at `/_local/<name>`. */
  readonly controls?: Controls;
}

/**
 * Serves all services on one port of 127.0.0.1, told apart by the credential scope of the request's signature.
 * @throws Error EADDRINUSE, EADDRNOTAVAIL
 */
export async function startFront(front: FrontOptions): Promise<Front> {
  const services = new Map(front.services.map((service) => [service.signingName, service]));
  const answerTo = (message: IncomingMessage, response: ServerResponse) => {
    const answered = isControl(message)
      ? answerControl(message, response, front.controls ?? {})
      : serve(message, response, services, front);
    answered.catch(() => response.destroy()); // the client went away in the middle, or is not to hear of what happened
  };
  const { port, stop } = await listen(answerTo, front);
  return { endpoint: `http://127.0.0.1:${port}`, stop };
}

async function serve(
  message: IncomingMessage,
  response: ServerResponse,
  services: ReadonlyMap<string, Service>,
  front: FrontOptions,
): Promise<void> {
  const id = randomUUID();
  const request = signedRequest(message);
  try {
    const { bug, ...answered } = await answer(id, request, message, services, front);
    if (bug !== undefined) tellBug(bug, message, front);
    const headers = { date: answerDate(request, front.clock), "x-amzn-requestid": id, ...answered.headers };
    await write(response, { ...answered, headers }, request.method === "HEAD");
  } catch (error) {
    if (error instanceof LostAnswer || response.headersSent) throw error;
    tellBug(error, message, front); // of the front itself, or in headers that cannot be sent
    response.writeHead(500).end();
  } finally {
    message.resume(); // what is left of the body, or the connection would be of no more use
  }
}

/** A client that goes away in the middle is no mistake of ours. */
function tellBug(bug: unknown, message: IncomingMessage, { onBug }: FrontOptions): void {
  if (!message.errored) onBug?.(bug);
}

async function answer(
  id: string,
  request: SignedRequest,
  body: Readable,
  services: ReadonlyMap<string, Service>,
  { keys, accountId, clock, access, interfere }: FrontOptions,
): Promise<ServiceResponse> {
  const identity = await authenticate(request, body, { keys, accountId, clock });
  const service = services.get(identity.service);
  if (!service) return notServed(identity.service, request, id);
  if ("refusal" in identity) return service.refuse(identity.refusal, { id, path: request.path });
  const { caller } = identity;
  const authorize = (permission: Permission) => access?.authorize(caller, permission);
  let aftermath: Aftermath | undefined;
  const response = await service.handle({
    ...request,
    id,
    query: new URLSearchParams(request.query),
    body: identity.body,
    caller,
    region: identity.region,
    async begin(operation, input) {
      const call = { service: service.signingName, operation, input, caller };
      for (const permission of access?.needsOf(call) ?? []) authorize(permission);
      aftermath = await interfere?.(call);
    },
    authorize,
    ...(identity.chunkSigning ? { chunkSigning: identity.chunkSigning } : {}),
  });
  await endWith(aftermath, response);
  return response;
}

/** An answer is not to be sent, by the will of an interference. */
class LostAnswer extends Error {
  override readonly name = "LostAnswer";
}

/** @throws LostAnswer */
async function endWith(aftermath: Aftermath | undefined, { body }: ServiceResponse): Promise<void> {
  try {
    await aftermath?.();
  } catch (cause) {
    if (body instanceof Readable) body.destroy();
    throw new LostAnswer("The answer is not sent", { cause });
  }
}

function signedRequest({ method = "GET", url = "/", headers }: IncomingMessage): SignedRequest {
  const [path, query] = splitOnce(url, "?");
  return { method, path, query, headers };
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

async function write(
  response: ServerResponse,
  { status, headers, body }: ServiceResponse,
  isHead: boolean,
): Promise<void> {
  response.writeHead(status, headers);
  if (isHead || body === undefined) {
    if (body instanceof Readable) body.destroy();
    response.end();
  } else if (body instanceof Readable) await pipeline(body, response);
  else response.end(body);
}
