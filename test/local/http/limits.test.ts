import { createConnection } from "node:net";
import { setTimeout as pass } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { defaultAccount } from "../../../local/account.ts";
import { createAccessKeys } from "../../../local/http/access-keys.ts";
import { startFront } from "../../../local/http/front.ts";
import { longestBody } from "../../../local/http/read-body.ts";
import type { Service } from "../../../local/http/service.ts";
import { clientConfig, serve } from "../../support/local-service.ts";
import { playedServices } from "../../support/played-services.ts";
import { rawConnection } from "../../support/raw-connection.ts";
import { bytesOf, type RawRequest, sign } from "../../support/raw-request.ts";

const { region, credentials } = clientConfig("");

/** Sends requests to a port, signed for a service, over one connection; resolves to the statuses of the answers. */
async function ask(
  endpoint: string,
  service: string,
  requests: readonly Omit<RawRequest, "query">[],
  payloadHash?: string,
) {
  const { host, port } = new URL(endpoint);
  const connection = rawConnection(Number(port), 5_000);
  onTestFinished(connection.close);
  const statuses: unknown[] = [];
  for (const request of requests) {
    const headers = { ...request.headers, host };
    const signed = sign(
      { query: "", ...request, headers },
      { service, region, ...credentials, now: Date.now() },
      payloadHash,
    );
    const outcome = await connection.send({ bytes: bytesOf(signed) });
    statuses.push(typeof outcome === "string" ? outcome : outcome.status);
  }
  return statuses;
}

describe("a body that is too long", () => {
  const services = playedServices().filter(({ signingName }) => signingName !== "s3");
  const request = { method: "POST", path: "/", headers: { "content-type": "application/x-www-form-urlencoded" } };

  it.each([
    ["iot", longestBody],
    ["lambda", longestBody],
    ["sns", longestBody],
    ["states", 1024 * 1024],
  ])("is refused by %s beyond %d bytes, and the connection goes on", async (service, longest) => {
    const { endpoint } = await serve(...services);
    const bodies = [Buffer.alloc(longest + 1, " "), Buffer.alloc(1024 * 1024, " ")];
    const [tooLong, next] = await ask(
      endpoint,
      service,
      bodies.map((body) => ({ ...request, body })),
    );
    expect(tooLong).toBe(413);
    expect(next).toBeLessThan(413);
  });
});

describe("a client", () => {
  const patience = 300;

  async function start(handle: Service["handle"]) {
    const service: Service = {
      signingName: "iot",
      operations: [],
      handle,
      refuse: () => ({ status: 403, headers: {} }),
    };
    const keys = createAccessKeys(defaultAccount);
    const front = await startFront({ services: [service], keys, accountId: defaultAccount.id, port: 0, patience });
    onTestFinished(front.stop);
    return front.endpoint;
  }

  const readsAll: Service["handle"] = async ({ body }) => {
    for await (const _ of body);
    return { status: 200, headers: {}, body: "" };
  };

  it.each([
    ["before its request begins", ""],
    ["in the middle of a request's head", "GET / HTTP/1.1\r\nhost: a\r\n"],
    ["in the middle of a body", "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\n\r\n12345"],
    ["in the middle of a chunk", "POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\nff\r\n12345"],
  ])("that falls silent %s is not waited for", async (_, sent) => {
    const { port } = new URL(await start(readsAll));
    const socket = createConnection({ port: Number(port), host: "127.0.0.1" })
      .on("error", () => {})
      .resume();
    socket.write(sent);
    await new Promise((resolve) => socket.once("close", resolve));
  });

  it.each(["GET", "POST"])("may wait for the answer to a %s as long as that takes", async (method) => {
    const endpoint = await start(async ({ body }) => {
      if (method === "POST") for await (const _ of body);
      await pass(2 * patience);
      return { status: 200, headers: {}, body: "" };
    });
    const request = { method, path: "/", headers: {}, body: Buffer.from(method === "POST" ? "{}" : "") };
    expect(await ask(endpoint, "iot", [request])).toEqual([200]);
  });

  it("may send its body as slowly as it likes, as long as it does send", async () => {
    const endpoint = await start(readsAll);
    const { host, port } = new URL(endpoint);
    const whole = sign(
      { method: "POST", path: "/", query: "", headers: { host }, body: Buffer.from("123456") },
      { service: "iot", region, ...credentials, now: Date.now() },
    );
    const bytes = bytesOf(whole);
    const socket = createConnection({ port: Number(port), host: "127.0.0.1" });
    onTestFinished(() => void socket.destroy());
    const answered = new Promise((resolve) => socket.once("data", (answer) => resolve(answer.toString().slice(0, 12))));
    socket.write(bytes.subarray(0, -6));
    for (const byte of bytes.subarray(-6)) {
      await pass(patience / 6);
      socket.write(Buffer.from([byte]));
    }
    expect(await answered).toBe("HTTP/1.1 200");
  });
});
