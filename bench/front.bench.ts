import { afterAll, beforeAll, expect, it } from "vitest";
import { rawConnection } from "../test/support/raw-connection.ts";
import { bytesOf, type RawRequest, sign } from "../test/support/raw-request.ts";
import { tellFigures } from "./figures.ts";
import { type FrontProcess, startFrontProcess } from "./front/process.ts";

const required = 2_000; // a second of one core
const [connections, rounds, perRound] = [16, 4, 4_000];

const form = { "content-type": "application/x-www-form-urlencoded" };
const json = { "content-type": "application/x-amz-json-1.0", "x-amz-target": "AWSStepFunctions.ListStateMachines" };

/** The same number of requests of each protocol. Their thing's or topic's name makes each of them another one. */
const protocols: readonly [protocol: string, service: string, request: (name: string) => Omit<RawRequest, "query">][] =
  [
    [
      "REST-JSON",
      "iot",
      (name) => ({
        method: "POST",
        path: `/things/${name}`,
        headers: {},
        body: Buffer.from('{"attributePayload":{"attributes":{"colour":"red"}}}'),
      }),
    ],
    [
      "AWS-JSON",
      "states",
      (name) => ({ method: "POST", path: "/", headers: json, body: Buffer.from(`{"nextToken":"${name}"}`) }),
    ],
    [
      "AWS-query",
      "sns",
      (name) => ({
        method: "POST",
        path: "/",
        headers: form,
        body: Buffer.from(`Action=CreateTopic&Version=2010-03-31&Name=${name}`),
      }),
    ],
  ];

let server: FrontProcess;
beforeAll(async () => {
  server = await startFrontProcess();
});
afterAll(() => server.stop());

it(`AWS's APIs answer ${required} signed requests a second of one core, each checked by IAM`, {
  timeout: 120_000,
}, async () => {
  const rates: Record<string, Record<string, number | string>> = {};
  for (const [protocol, service, request] of protocols) {
    const bytes = Array.from({ length: 500 }, (_, at) => signed(service, request(`name-${at}`)));
    const front = await best(server.front, bytes);
    const rote = await best(server.rote, bytes);
    rates[protocol] = {
      "a second of one core": Math.round(front.perCore),
      "a second": Math.round(front.perSecond),
      "by rote": Math.round(rote.perCore),
      "times rote": (rote.perCore / front.perCore).toFixed(1),
    };
    expect(front.perCore, protocol).toBeGreaterThanOrEqual(required);
  }
  tellFigures("front", "Signed requests, each checked by IAM, and what a server by rote answers", rates);
});

function signed(service: string, request: Omit<RawRequest, "query">): Buffer {
  const headers = {
    ...request.headers,
    host: `127.0.0.1:${server.front}`,
    "x-amz-security-token": server.credentials.sessionToken,
  };
  return bytesOf(
    sign({ query: "", ...request, headers }, { service, region: "us-east-1", ...server.credentials, now: Date.now() }),
  );
}

interface Rate {
  readonly perCore: number;
  readonly perSecond: number;
}

/** Of several rounds the one that was least disturbed; the first ones warm up. */
async function best(port: number, requests: readonly Buffer[]): Promise<Rate> {
  const rates: Rate[] = [];
  for (let round = 0; round < rounds; round++) rates.push(await play(port, requests));
  return rates.reduce((one, other) => (one.perCore > other.perCore ? one : other));
}

async function play(port: number, requests: readonly Buffer[]): Promise<Rate> {
  const [cpu, start] = [await server.cpu(), performance.now()];
  let next = 0;
  const ask = async () => {
    const connection = rawConnection(port, 30_000);
    while (next < perRound) {
      const answer = await connection.send({ bytes: requests[next++ % requests.length] ?? Buffer.of() });
      if (typeof answer === "string" || answer.status !== 200)
        throw new Error(`Not answered: ${JSON.stringify(answer)}`);
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: connections }, ask));
  const seconds = (performance.now() - start) / 1_000;
  return { perCore: perRound / ((await server.cpu()) - cpu), perSecond: perRound / seconds };
}
