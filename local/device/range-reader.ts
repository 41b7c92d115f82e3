import * as http from "node:http";
import * as https from "node:https";

/** Gets ranges of files by HTTP or HTTPS, over one connection that stays open. */
export interface RangeReader {
  /**
   * Both ends are included. Resolves to the body of a 206, of at most one byte more than was asked for; `"refused"` is 400,
   * 403 and 404, `"failed"` all else: any other status (200 too), a broken connection, a URL that is none.
   */
  read(url: string, range: { start: number; end: number }, signal: AbortSignal): Promise<RangeAnswer>;
  /** Closes the connection; a later read opens another. */
  close(): void;
}

export type RangeAnswer = Uint8Array | "refused" | "failed";

const refusals: readonly (number | undefined)[] = [400, 403, 404];

export function createRangeReader(): RangeReader {
  const kept = { keepAlive: true, maxSockets: 1 };
  const agents = { http: new http.Agent(kept), https: new https.Agent(kept) };
  return {
    async read(url, range, signal) {
      try {
        const response = await get(url, range, { agents, signal });
        if (response.statusCode === 206) return await bodyOf(response, range.end - range.start + 2);
        response.resume(); // so that the connection can be used again
        return refusals.includes(response.statusCode) ? "refused" : "failed";
      } catch {
        return "failed";
      }
    },
    close() {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

/** The path is sent exactly as it stands in the URL, query and all: the signature covers it so. */
function get(
  url: string,
  { start, end }: { start: number; end: number },
  { agents, signal }: { agents: { http: http.Agent; https: https.Agent }; signal: AbortSignal },
): Promise<http.IncomingMessage> {
  const [, scheme, host, port, path] = /^(https?):\/\/([^/:?#]+)(?::(\d+))?(\/[^#]*)$/.exec(url) ?? [];
  if (scheme === undefined) return Promise.reject(new TypeError(`Not an HTTP URL: ${url}`));
  const isSecure = scheme === "https";
  const { request } = isSecure ? https : http;
  const headers = { range: `bytes=${start}-${end}` };
  const agent = isSecure ? agents.https : agents.http;
  return new Promise((resolve, reject) => {
    request({ host, port, path, headers, agent, signal }, resolve).on("error", reject).end();
  });
}

async function bodyOf(response: http.IncomingMessage, most: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= most) break; // what is too long is no block, however long it is
  }
  return Buffer.concat(chunks).subarray(0, most);
}
