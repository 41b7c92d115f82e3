import { expect, it, onTestFinished } from "vitest";
import type { LocalAws, LocalAwsOptions } from "../../local/local-aws.ts";
import { startLocalAws } from "../../local/start.ts";
import { setUpSigner, signingProfile } from "../support/households.ts";
import { listeningSockets } from "../support/listening-sockets.ts";

/** Starts local AWS, whose deployment has a function look at the signing profile and keeps its sandbox; returns where it listens since. */
async function listens(options: LocalAwsOptions): Promise<{ aws: LocalAws; at: string[] }> {
  const before = new Set(listeningSockets());
  const aws = await startLocalAws({
    parameters: { SigningProfileName: signingProfile },
    prepare: setUpSigner,
    ...options,
  });
  onTestFinished(aws.stop);
  return { aws, at: listeningSockets().filter((socket) => !before.has(socket)) };
}

const host = (socket: string) => socket.replace(/:\d+$/, "");
const port = (socket: string) => Number(/\d+$/.exec(socket)?.[0]);

it("local AWS listens on the loopback address alone: its APIs, its broker, a function's Runtime API", async () => {
  const { aws, at } = await listens({});
  expect(at.map(host)).toEqual(["127.0.0.1", "127.0.0.1", "127.0.0.1"]);
  expect(at.map(port)).toEqual(expect.arrayContaining([Number(new URL(aws.endpoint).port), aws.mqtt.port]));
});

it("local AWS lets its APIs alone be reached from elsewhere, when it is told to", async () => {
  const { aws, at } = await listens({ listen: "0.0.0.0" });
  const elsewhere = at.filter((socket) => host(socket) !== "127.0.0.1");
  expect(elsewhere).toEqual([`0.0.0.0:${new URL(aws.endpoint).port}`]);
  expect(at).toHaveLength(3);
});
