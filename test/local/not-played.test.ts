import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultAccount } from "../../local/account.ts";
import { createAccessKeys } from "../../local/http/access-keys.ts";
import { type Front, startFront } from "../../local/http/front.ts";
import { modelOf } from "../../local/http/model.ts";
import { presignedUrl } from "../../local/http/presign-url.ts";
import { clientConfig } from "../support/local-service.ts";
import { playedServices } from "../support/played-services.ts";
import { sampleValue } from "../support/sample-value.ts";
import { type Sdk, type SdkClient, sdkClients } from "../support/sdk-clients.ts";

// Every operation that the SDKs know is called once, by their own clients, with as little as its schema asks for.

const services = playedServices();
let front: Front;

beforeAll(async () => {
  const keys = createAccessKeys(defaultAccount);
  front = await startFront({ services, keys, accountId: defaultAccount.id, port: 0 });
});
afterAll(() => front.stop());

/** S3's client signs these for services of other names. */
const ofKin: Readonly<Record<string, string>> = {
  ListDirectoryBuckets: "s3express",
  WriteGetObjectResponse: "s3-object-lambda",
};

/** How an operation was answered: `501 NotImplemented: Local AWS does not play iot:CreatePolicy`, `200`. */
async function answerOf(client: SdkClient, sdk: Sdk, name: string): Promise<string> {
  const input = modelOf(sdk).operations.get(name)?.input;
  const Command = sdk[`${name}Command`] as new (input: unknown) => object;
  return client.send(new Command(input && sampleValue(input, { onlyRequired: true }))).then(
    ({ $metadata }) => String(($metadata as { httpStatusCode: number }).httpStatusCode),
    ({ $metadata, name, message }) => `${$metadata?.httpStatusCode} ${name}: ${message.replace(/\.$/, "")}`,
  );
}

describe("what is not played answers 501 NotImplemented, by name, and nothing else does:", () => {
  it.each(sdkClients)("$signingName", async ({ signingName, sdk, create }) => {
    const played = services.find((service) => service.signingName === signingName)?.operations;
    const operations = [...modelOf(sdk).operations.keys()];
    const client = create(clientConfig(front.endpoint));
    const answers = new Map<string, string>();
    for (const name of operations) answers.set(name, await answerOf(client, sdk, name));
    client.destroy();

    const notPlayed = operations.filter((name) => !played?.includes(name));
    const service = (name: string) => ofKin[name] ?? (played ? `${signingName}:${name}` : signingName);
    expect(new Map([...answers].filter(([, answer]) => answer.startsWith("501 ")))).toEqual(
      new Map(notPlayed.map((name) => [name, `501 NotImplemented: Local AWS does not play ${service(name)}`])),
    );
  });

  it.each([
    ["with the operation that its header names", "dynamodb", { "x-amz-target": "DynamoDB_20120810.ListTables" }],
    ["in XML where forms are sent", "ec2", { "content-type": "application/x-www-form-urlencoded; charset=utf-8" }],
    ["as JSON otherwise", "kms", {}],
    ["in XML where its name is like S3's, which is text", "s3<b>&", {}],
  ])("a service that nobody plays, %s", async (_, service, headers) => {
    const answer = await fetch(
      presignedUrl({
        endpoint: front.endpoint,
        path: "/",
        query: "",
        region: defaultAccount.region,
        service,
        credentials: { accessKeyId: "test", secretAccessKey: "test" },
        signedAt: Date.now(),
        expiresInSec: 60,
      }),
      { headers },
    );
    expect({ status: answer.status, body: await answer.text() }).toEqual({ status: 501, body: notServed[service] });
  });
});

const notServed: Readonly<Record<string, unknown>> = {
  dynamodb: '{"__type":"NotImplemented","message":"Local AWS does not play dynamodb:ListTables"}',
  ec2: expect.stringContaining("<Code>NotImplemented</Code><Message>Local AWS does not play ec2</Message>"),
  kms: '{"__type":"NotImplemented","message":"Local AWS does not play kms"}',
  "s3<b>&": expect.stringContaining("<Message>Local AWS does not play s3&lt;b&gt;&amp;</Message>"),
};
