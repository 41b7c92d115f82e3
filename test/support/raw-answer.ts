/** An answer as it came over the wire. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
  /** Whether the server ends the connection with it. */
  readonly closes: boolean;
}

const mark = "\r\n\r\n";

/**
 * Reads the first answer that bytes hold, and how many of them it is; answers that only say to go on are passed over. Undefined while
 * it is not whole.
 * @param method that of the request: an answer to HEAD has no body
 * @param isOver whether no more bytes come
 */
export function readAnswer(
  bytes: Buffer,
  method: string | undefined,
  isOver: boolean,
): { answer: RawAnswer; length: number } | undefined {
  let start = 0;
  for (;;) {
    const end = bytes.indexOf(mark, start);
    if (end === -1) return undefined;
    const [statusLine = "", ...lines] = bytes.toString("latin1", start, end).split("\r\n");
    const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(statusLine)?.[1]);
    start = end + mark.length;
    if (status >= 100 && status < 200) continue;
    const headers = new Map(lines.map((line) => [nameOf(line), line.slice(line.indexOf(":") + 1).trim()] as const));
    const body = method === "HEAD" || status === 204 || status === 304 ? empty : bodyIn(bytes, start, headers, isOver);
    if (!body) return undefined;
    const closes = headers.get("connection") === "close";
    return { answer: { status, headers, body: body.text, closes }, length: start + body.length };
  }
}

const empty = { text: "", length: 0 };

function nameOf(line: string): string {
  return line.slice(0, line.indexOf(":")).toLowerCase();
}

function bodyIn(bytes: Buffer, start: number, headers: ReadonlyMap<string, string>, isOver: boolean) {
  if (headers.get("transfer-encoding") === "chunked") return chunksIn(bytes, start);
  const stated = headers.get("content-length");
  if (stated === undefined)
    return isOver ? { text: bytes.toString("utf8", start), length: bytes.length - start } : undefined;
  const length = Number(stated);
  return bytes.length < start + length ? undefined : { text: bytes.toString("utf8", start, start + length), length };
}

function chunksIn(bytes: Buffer, start: number) {
  const chunks: Buffer[] = [];
  for (let at = start; ; ) {
    const end = bytes.indexOf("\r\n", at);
    if (end === -1) return undefined;
    const size = Number.parseInt(bytes.toString("latin1", at, end), 16);
    const next = end + 2 + size + 2;
    if (bytes.length < next) return undefined;
    if (size === 0) return { text: Buffer.concat(chunks).toString(), length: next - start };
    chunks.push(bytes.subarray(end + 2, end + 2 + size));
    at = next;
  }
}
