import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** A request for bytes of a file, as it came. */
export interface RangeRequest {
  /** With its query, percent-encoded as it was sent. */
  readonly path: string;
  readonly range: string | undefined;
}

/** Answers a request itself, and says so by true; otherwise it is answered as S3 would. */
export type Mishap = (request: RangeRequest, response: ServerResponse, requestsBefore: number) => boolean;

/** Where devices get files by HTTP: files by their path without the query, ranges as S3 gives them. */
export interface ImageServer {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  readonly requests: RangeRequest[];
  /** How many connections were opened. */
  connections(): number;
  mishap: Mishap;
}

/** Serves files until the end of the test. */
export async function serveImages(files: Readonly<Record<string, Uint8Array>>): Promise<ImageServer> {
  const requests: RangeRequest[] = [];
  let connections = 0;
  const server = createServer((message: IncomingMessage, response) => {
    const request = { path: message.url ?? "", range: message.headers.range };
    requests.push(request);
    if (images.mishap(request, response, requests.length - 1)) return;
    const file = files[request.path.replace(/\?.*$/, "")];
    const [, start = 0, end = 0] = /^bytes=(\d+)-(\d+)$/.exec(request.range ?? "")?.map(Number) ?? [];
    if (!file) return void response.writeHead(404).end("no such key");
    const body = file.subarray(start, end + 1);
    response.writeHead(206, {
      "content-range": `bytes ${start}-${start + body.length - 1}/${file.length}`,
      "content-length": body.length,
    });
    response.end(body);
  });
  server.on("connection", () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const images: ImageServer = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    connections: () => connections,
    mishap: () => false,
  };
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return images;
}
