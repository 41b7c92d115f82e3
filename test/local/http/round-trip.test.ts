import { isDeepStrictEqual } from "node:util";
import * as acm from "@aws-sdk/client-acm";
import * as eventbridge from "@aws-sdk/client-eventbridge";
import * as iot from "@aws-sdk/client-iot";
import * as iotData from "@aws-sdk/client-iot-data-plane";
import * as iotJobsData from "@aws-sdk/client-iot-jobs-data-plane";
import * as lambda from "@aws-sdk/client-lambda";
import * as sfn from "@aws-sdk/client-sfn";
import * as signer from "@aws-sdk/client-signer";
import * as sns from "@aws-sdk/client-sns";
import * as sqs from "@aws-sdk/client-sqs";
import * as sts from "@aws-sdk/client-sts";
import type { NormalizedSchema } from "@smithy/core/schema";
import { describe, expect, it } from "vitest";
import { type ApiService, apiService } from "../../../local/http/api-service.ts";
import { modelOf } from "../../../local/http/model.ts";
import { serve } from "../../support/local-service.ts";
import { sampleValue } from "../../support/sample-value.ts";

type Client = { send(command: object): Promise<Record<string, unknown>>; destroy(): void };
type Sdk = Record<string, unknown>;

const services: {
  sdk: Sdk;
  client: string;
  signingName: string;
  protocol: ApiService["protocol"];
}[] = [
  { sdk: acm, client: "ACMClient", signingName: "acm", protocol: "awsJson1.1" },
  { sdk: eventbridge, client: "EventBridgeClient", signingName: "events", protocol: "awsJson1.1" },
  { sdk: iot, client: "IoTClient", signingName: "iot", protocol: "restJson1" },
  { sdk: iotData, client: "IoTDataPlaneClient", signingName: "iotdata", protocol: "restJson1" },
  {
    sdk: iotJobsData,
    client: "IoTJobsDataPlaneClient",
    signingName: "iot-jobs-data",
    protocol: "restJson1",
  },
  { sdk: lambda, client: "LambdaClient", signingName: "lambda", protocol: "restJson1" },
  { sdk: sfn, client: "SFNClient", signingName: "states", protocol: "awsJson1.0" },
  { sdk: signer, client: "SignerClient", signingName: "signer", protocol: "restJson1" },
  { sdk: sns, client: "SNSClient", signingName: "sns", protocol: "awsQuery" },
  { sdk: sqs, client: "SQSClient", signingName: "sqs", protocol: "awsJson1.0" },
  { sdk: sts, client: "STSClient", signingName: "sts", protocol: "awsQuery" },
];

/** Sent without a signature, so nothing tells which service they are for. */
const unsigned = ["AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"];

/** What equality should look at: bytes as hex, no `$metadata`. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  if (value instanceof Date) return value.getTime();
  if (value instanceof String) return String(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).filter(([name, member]) => name !== "$metadata" && member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [name, plain(member)]));
}

describe.each(services)("$client", ({ sdk, client: clientName, signingName, protocol }) => {
  it("is understood and understands, operation by operation", async () => {
    const model = modelOf(sdk);
    let received: unknown;
    let reply: unknown;
    const operations = Object.fromEntries(
      [...model.operations.keys()].map((name) => [
        name,
        (request: unknown) => {
          received = { name, request };
          return reply;
        },
      ]),
    );
    const service = apiService({
      signingName,
      sdk,
      protocol,
      validationError: "ValidationException",
      operations,
    });
    const Client = sdk[clientName] as new (config: object) => Client;
    const client = new Client({ ...(await serve(service)), md5: false }); // SQS's client checks digests of bodies
    const differences: Record<string, unknown> = {};
    for (const { name, input, output } of model.operations.values()) {
      const Command = sdk[`${name}Command`] as (new (request: unknown) => object) | undefined;
      if (!Command || unsigned.includes(name) || output.getEventStreamMember() || hasStream(output)) continue;
      const request = sampleValue(input);
      reply = sampleValue(output);
      received = undefined;
      const answer = await client
        .send(new Command(request))
        .catch((error: Error) => ({ error: `${error.name}: ${error.message}` }));
      const seen = plain({ received, answer });
      const wanted = plain({ received: { name, request }, answer: reply });
      if (!isDeepStrictEqual(seen, wanted)) differences[name] = { seen, wanted };
    }
    client.destroy();
    expect(differences).toEqual({});
  });
});

function hasStream(schema: NormalizedSchema): boolean {
  return [...schema.structIterator()].some(([, member]) => member.isStreaming());
}
