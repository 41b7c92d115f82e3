import * as iot from "@aws-sdk/client-iot";
import { CreateStreamCommand, IoTClient, ListStreamsCommand, ListThingsCommand } from "@aws-sdk/client-iot";
import { LambdaClient, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { describe, expect, it, onTestFinished } from "vitest";
import { defaultAccount } from "../../../local/account.ts";
import { type Clock, realClock, VirtualClock } from "../../../local/clock.ts";
import { createAccessKeys } from "../../../local/http/access-keys.ts";
import { apiService } from "../../../local/http/api-service.ts";
import { AwsError } from "../../../local/http/aws-error.ts";
import { startFront } from "../../../local/http/front.ts";
import { clientConfig } from "../../support/local-service.ts";

const roleArn = "arn:aws:iam::123456789012:role/ota";
const callers: string[] = [];
const service = apiService({
  signingName: "iot",
  sdk: iot,
  protocol: "restJson1",
  constraints: "iot",
  validationError: "InvalidRequestException",
  operations: {
    ListThings: (_request, call) => {
      callers.push(call.caller.arn);
      return { things: [] };
    },
    CreateStream: () => {
      throw new AwsError("ResourceAlreadyExistsException", "Stream exists", undefined, { resourceId: "one" });
    },
    DescribeStream: () => {
      throw new TypeError("a bug of ours");
    },
  },
});

async function start(clock: Clock = realClock()) {
  const keys = createAccessKeys(defaultAccount);
  const bugs: unknown[] = [];
  const onBug = (bug: unknown) => bugs.push(bug);
  const front = await startFront({ services: [service], keys, accountId: defaultAccount.id, clock, port: 0, onBug });
  onTestFinished(() => front.stop());
  return { front, keys, config: clientConfig(front.endpoint), bugs };
}

describe("a signature", () => {
  it("of the account's root is accepted", async () => {
    const { config } = await start();
    await new IoTClient(config).send(new ListThingsCommand({}));
    expect(callers.at(-1)).toBe("arn:aws:iam::123456789012:root");
  });

  it("of a role's session is accepted, and tells whose it is", async () => {
    const { config, keys } = await start();
    const credentials = keys.issue(roleArn, "start-signing");
    await new IoTClient({ ...config, credentials }).send(new ListThingsCommand({}));
    expect(callers.at(-1)).toBe("arn:aws:sts::123456789012:assumed-role/ota/start-signing");
  });

  it("of a role's session without its token is refused", async () => {
    const { config, keys } = await start();
    const { accessKeyId, secretAccessKey } = keys.issue(roleArn, "start-signing");
    const listed = new IoTClient({ ...config, credentials: { accessKeyId, secretAccessKey } }).send(
      new ListThingsCommand({}),
    );
    await expect(listed).rejects.toMatchObject({
      name: "UnrecognizedClientException",
      $metadata: { httpStatusCode: 403 },
    });
  });

  it("with a wrong secret is refused", async () => {
    const { config } = await start();
    const credentials = { accessKeyId: "test", secretAccessKey: "wrong" };
    const listed = new IoTClient({ ...config, credentials }).send(new ListThingsCommand({}));
    await expect(listed).rejects.toMatchObject({
      name: "InvalidSignatureException",
      $metadata: { httpStatusCode: 403 },
    });
  });

  it("by an unknown key is refused", async () => {
    const { config } = await start();
    const credentials = { accessKeyId: "AKIAUNKNOWN", secretAccessKey: "any" };
    const listed = new IoTClient({ ...config, credentials }).send(new ListThingsCommand({}));
    await expect(listed).rejects.toMatchObject({ name: "UnrecognizedClientException" });
  });

  it("twenty minutes old is refused", async () => {
    const { config } = await start();
    const listed = new IoTClient({ ...config, systemClockOffset: -20 * 60_000 }).send(new ListThingsCommand({}));
    await expect(listed).rejects.toMatchObject({ name: "InvalidSignatureException" });
  });

  it("covers labels that need encoding twice", async () => {
    const { config } = await start();
    const described = new IoTClient(config).send(new iot.DescribeThingCommand({ thingName: "a:b" }));
    await expect(described).rejects.toMatchObject({ name: "NotImplemented" });
  });
});

describe("a request", () => {
  it("that breaks the model's constraints is refused in AWS's words, before the operation", async () => {
    const { config } = await start();
    const created = new IoTClient(config).send(new CreateStreamCommand({ streamId: "bad id!", files: [], roleArn }));
    await expect(created).rejects.toMatchObject({
      name: "InvalidRequestException",
      message:
        "2 validation errors detected: Value 'bad id!' at 'streamId' failed to satisfy constraint: Member must satisfy regular " +
        "expression pattern: [a-zA-Z0-9_-]+; Value '[]' at 'files' failed to satisfy constraint: Member must have length greater " +
        "than or equal to 1",
    });
  });

  it("that an operation refuses carries the error's own members and its modelled status", async () => {
    const { config } = await start();
    const files = [{ fileId: 0, s3Location: { bucket: "b", key: "k" } }];
    const created = new IoTClient(config).send(new CreateStreamCommand({ streamId: "one", files, roleArn }));
    await expect(created).rejects.toMatchObject({
      name: "ResourceAlreadyExistsException",
      resourceId: "one",
      $metadata: { httpStatusCode: 409 },
    });
  });

  it("for an operation that is not played says so by name", async () => {
    const { config } = await start();
    const listed = new IoTClient(config).send(new ListStreamsCommand({}));
    await expect(listed).rejects.toMatchObject({
      name: "NotImplemented",
      message: "Local AWS does not play iot:ListStreams",
      $metadata: { httpStatusCode: 501 },
    });
  });

  it("that runs into a bug of ours is an InternalFailure, and the bug is told", async () => {
    const { config, bugs } = await start();
    const described = new IoTClient(config).send(new iot.DescribeStreamCommand({ streamId: "one" }));
    await expect(described).rejects.toMatchObject({ name: "InternalFailure", $metadata: { httpStatusCode: 500 } });
    expect(bugs).toEqual([new TypeError("a bug of ours")]);
  });

  it("whose answer cannot be sent is one too, not left without", async () => {
    const bugs: unknown[] = [];
    const headers = { location: "a\r\nset-cookie: b" };
    const handle = async () => ({ status: 200, headers, body: "" });
    const odd = { signingName: "iot", operations: [], handle, refuse: () => ({ status: 403, headers: {} }) };
    const keys = createAccessKeys(defaultAccount);
    const onBug = (bug: unknown) => bugs.push(bug);
    const front = await startFront({ services: [odd], keys, accountId: defaultAccount.id, port: 0, onBug });
    onTestFinished(() => front.stop());
    const listed = new IoTClient(clientConfig(front.endpoint)).send(new ListThingsCommand({}));
    await expect(listed).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } });
    expect(bugs).toMatchObject([{ code: "ERR_INVALID_CHAR" }]);
  });

  it("for a service that is not played says so, in XML when it is a form", async () => {
    const { config } = await start();
    const asked = new STSClient(config).send(new GetCallerIdentityCommand({}));
    await expect(asked).rejects.toMatchObject({ name: "NotImplemented", message: "Local AWS does not play sts" });
    const listed = new LambdaClient(config).send(new ListFunctionsCommand({}));
    await expect(listed).rejects.toMatchObject({ name: "NotImplemented", message: "Local AWS does not play lambda" });
  });

  it("without a signature is told so", async () => {
    const { front } = await start();
    const response = await fetch(`${front.endpoint}/things`);
    expect(response.status).toBe(501); // S3 answers requests without a signature; this front has no S3
  });
});

describe("an answer", () => {
  const dayAhead = 86_400_000;

  it.each([
    ["the computer's time", 0],
    ["local AWS's clock, where that is ahead", dayAhead],
  ])("is dated by %s, if its client signed by it, so that no SDK doubts its own", async (_, systemClockOffset) => {
    const { config } = await start(new VirtualClock(Date.now() + dayAhead));
    const described = new IoTClient({ ...config, systemClockOffset }).send(
      new iot.DescribeStreamCommand({ streamId: "one" }),
    );
    const { $response } = await described.catch((error) => error);
    expect(Math.abs(Date.parse($response.headers.date) - Date.now() - systemClockOffset)).toBeLessThan(5_000);
  });
});
