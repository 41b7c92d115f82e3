/** Where `ota local` answers by HTTP unless it is told otherwise. */
export const usualPort = 4566;

/**
 * Asks local AWS itself, not a service it plays, at AWS_ENDPOINT_URL or where `ota local` starts it. Resolves to the JSON of
 * the answer.
 * @throws Error that says where nothing answers, or in its own words what local AWS refuses
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
  throw new Error(typeof message === "string" ? message : `What answers at ${endpoint} is not local AWS. ${advice}`);
}

const advice = "Start it with `ota local`, or say with AWS_ENDPOINT_URL where it is.";
const patience = 10_000; // milliseconds

function send(url: URL, method: string, body: unknown): Promise<Response> {
  const signal = AbortSignal.timeout(patience);
  return fetch(url, { method, signal, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
}
