import { NotFoundError } from "./not-found-error.ts";
import { UsageError } from "./usage-error.ts";

/** Where `ota local` answers by HTTP unless it is told otherwise. */
export const usualPort = 4566;

/**
 * Asks local AWS itself, not a service it plays, at AWS_ENDPOINT_URL or where `ota local` starts it. Resolves to the JSON of
 * the answer.
 * @throws UsageError or NotFoundError in local AWS's own words, where it refuses what it is asked or does not know it; Error
 * that says where nothing answers
 */
export async function askLocalAws(method: string, path: string, body?: unknown): Promise<unknown> {
  const endpoint = process.env["AWS_ENDPOINT_URL"] || `http://127.0.0.1:${usualPort}`;
  if (!URL.canParse(endpoint)) throw new Error(`AWS_ENDPOINT_URL is no URL: ${endpoint}`);
  const response = await send(new URL(`/_local${path}`, endpoint), method, body).catch((error: Error) => {
    const reason = (error.cause instanceof Error && error.cause.message) || error.message;
    throw new Error(`No local AWS answers at ${endpoint} (${reason}). ${advice}`);
  });
  const answer = await response.json().catch(() => undefined);
  if (response.ok && answer !== undefined) return answer;
  const message = (answer as { message?: unknown } | undefined)?.message;
  if (typeof message !== "string") throw new Error(`What answers at ${endpoint} is not local AWS. ${advice}`);
  throw refusalOf(response.status, message);
}

function refusalOf(status: number, message: string): Error {
  if (status === 404) return new NotFoundError(message);
  return status === 400 ? new UsageError(message) : new Error(message);
}

const advice = "Start it with `ota local`, or say with AWS_ENDPOINT_URL where it is.";
const patience = 10_000; // milliseconds

function send(url: URL, method: string, body: unknown): Promise<Response> {
  const signal = AbortSignal.timeout(patience);
  return fetch(url, { method, signal, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
}
