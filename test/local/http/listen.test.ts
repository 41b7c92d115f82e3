import { createServer } from "node:net";
import { networkInterfaces } from "node:os";
import { describe, expect, it, onTestFinished } from "vitest";
import { defaultAccount } from "../../../local/account.ts";
import { createAccessKeys } from "../../../local/http/access-keys.ts";
import { startFront } from "../../../local/http/front.ts";

async function start(listen?: string) {
  const keys = createAccessKeys(defaultAccount);
  const front = await startFront({
    services: [],
    keys,
    accountId: "1",
    port: 0,
    controls: {},
    ...(listen && { listen }),
  });
  onTestFinished(front.stop);
  return new URL(front.endpoint).port;
}

/** What is answered at an address; nothing where nobody listens. */
async function ask(address: string, port: string, path = "/"): Promise<number | undefined> {
  return fetch(`http://${address}:${port}${path}`).then(
    ({ status }) => status,
    () => undefined,
  );
}

const outside = Object.values(networkInterfaces())
  .flatMap((addresses = []) => addresses)
  .find(({ family, internal }) => family === "IPv4" && !internal)?.address;
const other = outside ?? "127.0.0.2";

describe("local AWS", () => {
  it("answers on the loopback address alone, unless it is told to listen elsewhere", async () => {
    const port = await start();
    expect(await ask("127.0.0.1", port)).toBeDefined();
    expect(await ask(other, port)).toBeUndefined();
  });

  it("answers at another address too, on the same port", async () => {
    const port = await start(other);
    expect(await ask("127.0.0.1", port)).toBeDefined();
    expect(await ask(other, port)).toBeDefined();
  });

  it("answers at all addresses when it is told so", async () => {
    const port = await start("0.0.0.0");
    expect(await ask("127.0.0.1", port)).toBeDefined();
    expect(await ask(other, port)).toBeDefined();
  });

  it.runIf(outside)("lets nobody steer it from there", async () => {
    expect(await ask(other, await start(other), "/_local/faults")).toBe(403);
  });

  it("does not start at an address that is not this computer's, nor leaves its port taken", async () => {
    const probe = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => probe.once("listening", resolve));
    const { port } = probe.address() as { port: number };
    await new Promise((resolve) => probe.close(resolve));
    const front = { services: [], keys: createAccessKeys(defaultAccount), accountId: "1", port, listen: "203.0.113.1" };
    await expect(startFront(front)).rejects.toMatchObject({ code: "EADDRNOTAVAIL" });
    expect(await ask("127.0.0.1", String(port))).toBeUndefined();
  });
});
