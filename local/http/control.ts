import type { IncomingMessage, ServerResponse } from "node:http";
import { isIP } from "node:net";
import { parseJson } from "./parse-json.ts";
import { readBody } from "./read-body.ts";

/** What a request to local AWS itself is answered with, as JSON. */
export interface ControlAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** One thing of local AWS that another process may steer. */
export type Control = (request: {
  readonly method: string;
  /** What of the path follows the control's own: `/2`, or nothing. */
  readonly path: string;
  /** The JSON that came with it; undefined when none did. */
  readonly body: unknown;
}) => ControlAnswer | Promise<ControlAnswer>;

/** Controls by what they are called at: `faults` at `/_local/faults`. No bucket can be named `_local`. */
export type Controls = Readonly<Record<string, Control>>;

const root = "/_local/";
const largestBody = 64 * 1024;

/** Whether a request is for local AWS itself, not for a service it plays. */
export function isControl({ url = "", headers }: IncomingMessage): boolean {
  return (
    url.startsWith(root) && !/\.(?:localhost|amazonaws\.com|host\.docker\.internal)(?::\d+)?$/.test(headers.host ?? "")
  );
}

/**
 * Answers a request to local AWS itself. It is unsigned, so it must come from this computer and from no web page: a page may
 * well send requests to 127.0.0.1, under its own name too when that resolves there.
 */
export async function answerControl(
  message: IncomingMessage,
  response: ServerResponse,
  controls: Controls,
): Promise<void> {
  const { status, body } = isOurs(message)
    ? await ask(message, controls)
    : refusal(403, "Only for programs on this computer");
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

async function ask(message: IncomingMessage, controls: Controls): Promise<ControlAnswer> {
  const [, name = "", path = ""] = /^([^/?]*)([^?]*)/.exec((message.url ?? "").slice(root.length)) ?? [];
  const control = Object.hasOwn(controls, name) ? controls[name] : undefined;
  if (!control)
    return refusal(404, `Nothing at ${root}${name}; there is ${root}${Object.keys(controls).join(`, ${root}`)}`);
  let body: unknown;
  try {
    body = await readJson(message);
  } catch (error) {
    return refusal(400, `The body is not JSON: ${(error as Error).message}`);
  }
  return control({ method: message.method ?? "GET", path, body });
}

/** A refusal of a control's. */
export function refusal(status: number, message: string): ControlAnswer {
  return { status, body: { message } };
}

/** Browsers name the page that asks (Origin, Sec-Fetch-Site), and the host they believe to ask (Host). */
function isOurs({ socket, headers }: IncomingMessage): boolean {
  const host = (headers.host ?? "").replace(/:\d+$/, "");
  const isLocal = host === "localhost" || isLoopback(host.replace(/^\[(.*)\]$/, "$1"));
  return isLocal && isLoopback(socket.remoteAddress ?? "") && !headers.origin && !headers["sec-fetch-site"];
}

function isLoopback(address: string): boolean {
  const plain = address.replace(/^::ffff:/, "");
  return plain === "::1" || (isIP(plain) === 4 && plain.startsWith("127."));
}

async function readJson(message: IncomingMessage): Promise<unknown> {
  const body = await readBody(message, largestBody);
  if (!body) throw new Error(`more than ${largestBody} bytes`);
  return body.length === 0 ? undefined : parseJson(body.toString());
}
