import * as sns from "@aws-sdk/client-sns";
import { ListTopicsCommand, PublishCommand, SNSClient, TagResourceCommand } from "@aws-sdk/client-sns";
import * as sqs from "@aws-sdk/client-sqs";
import { DeleteQueueCommand, PurgeQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { apiService, type Operations } from "../../../local/http/api-service.ts";
import { AwsError } from "../../../local/http/aws-error.ts";
import { serve } from "../../support/local-service.ts";

function serveTopics(operations: Operations) {
  const service = apiService({
    signingName: "sns",
    sdk: sns,
    protocol: "awsQuery",
    xmlNamespace: "http://sns.amazonaws.com/doc/2010-03-31/",
    constraints: "sns",
    validationError: "ValidationError",
    operations,
  });
  return serve(service);
}

async function topics(operations: Operations) {
  return new SNSClient(await serveTopics(operations));
}

describe("AWS-query", () => {
  it("carries what is reserved in forms and in XML both ways", async () => {
    const text = `a&b=c+d%20 <e>"f"'g' ü 🙂\n\tend`;
    const received: unknown[] = [];
    const client = await topics({
      Publish(request) {
        received.push(request);
        return { MessageId: text };
      },
    });
    const MessageAttributes = { [text]: { DataType: "Binary", BinaryValue: new Uint8Array([0, 255]) } };
    const answer = await client.send(new PublishCommand({ Message: text, MessageAttributes }));
    expect(received).toEqual([{ Message: text, MessageAttributes }]);
    expect(answer.MessageId).toBe(text);
  });

  it("keeps the order of a list's items, and knows an empty list from none", async () => {
    const received: unknown[] = [];
    const client = await topics({
      ListTopics: () => ({ Topics: [] }),
      TagResource: ({ Tags }) => received.push(Tags) && {},
    });
    const tags = Array.from({ length: 12 }, (_, index) => ({ Key: `${index}`, Value: "" }));
    const resource = { ResourceArn: "arn:aws:sns:us-east-1:123456789012:t" };
    await client.send(new TagResourceCommand({ ...resource, Tags: tags }));
    await client.send(new TagResourceCommand({ ...resource, Tags: [] }));
    expect(received).toEqual([tags, []]);
    expect((await client.send(new ListTopicsCommand({}))).Topics).toEqual([]);
  });

  it("answers a modelled error under the name the protocol has for it", async () => {
    const client = await topics({
      ListTopics() {
        throw new AwsError("NotFoundException", "Topic does not exist");
      },
    });
    await expect(client.send(new ListTopicsCommand({}))).rejects.toMatchObject({
      name: "NotFoundException",
      message: "Topic does not exist",
      Code: "NotFound",
      Type: "Sender",
      $metadata: { httpStatusCode: 404, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    });
  });

  it("refuses a key nobody knows as services that speak it do", async () => {
    const credentials = { accessKeyId: "AKIAUNKNOWN", secretAccessKey: "any" };
    const listed = new SNSClient({ ...(await serveTopics({})), credentials }).send(new ListTopicsCommand({}));
    await expect(listed).rejects.toMatchObject({ name: "InvalidClientTokenId", $metadata: { httpStatusCode: 403 } });
  });

  it("says by name what is not played", async () => {
    const client = await topics({});
    await expect(client.send(new ListTopicsCommand({}))).rejects.toMatchObject({
      name: "NotImplemented",
      message: "Local AWS does not play sns:ListTopics",
    });
  });
});

describe("AWS-JSON of a service that once spoke AWS-query", () => {
  it("also tells what an error was called then", async () => {
    const service = apiService({
      signingName: "sqs",
      sdk: sqs,
      protocol: "awsJson1.0",
      validationError: "MissingParameter",
      operations: {
        DeleteQueue() {
          throw new AwsError("QueueDoesNotExist", "The specified queue does not exist.");
        },
        PurgeQueue() {
          throw new AwsError("InvalidAddress", "not a queue");
        },
      },
    });
    const client = new SQSClient(await serve(service));
    const QueueUrl = "http://127.0.0.1/123456789012/q";
    await expect(client.send(new DeleteQueueCommand({ QueueUrl }))).rejects.toMatchObject({
      name: "QueueDoesNotExist",
      Code: "AWS.SimpleQueueService.NonExistentQueue",
      $metadata: { httpStatusCode: 400 },
    });
    await expect(client.send(new PurgeQueueCommand({ QueueUrl }))).rejects.toMatchObject({
      name: "InvalidAddress",
      $metadata: { httpStatusCode: 404 },
    });
  });
});
