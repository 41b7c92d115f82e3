import { EventBridge } from "@aws-sdk/client-eventbridge";
import { SQS } from "@aws-sdk/client-sqs";
import { afterAll, describe, expect, it } from "vitest";
import { alone, calling } from "../../support/asl.ts";
import { clientConfig } from "../../support/local-service.ts";
import { machineArn } from "../../support/step-functions.ts";
import { taskMachines } from "../../support/task-machines.ts";

const { aws, sfn, output, play } = await taskMachines("account.yaml", afterAll);
const sqs = new SQS(clientConfig(aws.endpoint));

const readMessages = async () => {
  const { Messages = [] } = await sqs.receiveMessage({ QueueUrl: output("Queue"), MaxNumberOfMessages: 10 });
  for (const { ReceiptHandle } of Messages) await sqs.deleteMessage({ QueueUrl: output("Queue"), ReceiptHandle });
  return Messages.map(({ Body = "" }) => Body);
};

describe("a task that", () => {
  it.each(["startExecution", "startExecution.sync", "startExecution.sync:2"])(
    "starts an execution by %s needs the right to do so",
    async (action) => {
      const start = alone(calling(`states:${action}`, { StateMachineArn: machineArn("other") }));
      expect(await play(start, { roleArn: output("Reader") })).toMatchObject({
        error: "StepFunctions.AWSStepFunctionsException",
        cause: expect.stringMatching(
          /is not authorized to perform: states:StartExecution .*\(Service: AWSStepFunctions; Status Code: 400; Error Code: AccessDeniedException; Request ID: \S+; Proxy: null\)$/,
        ),
      });
    },
  );

  it("sends a message has the answer with the HTTP beside it", async () => {
    const message = { QueueUrl: output("Queue"), MessageBody: { "a.$": "$.a" } };
    const { output: answer } = await play(alone(calling("sqs:sendMessage", message)), { input: { a: 1 } });
    expect(answer).toMatchObject({
      MessageId: expect.any(String),
      MD5OfMessageBody: expect.stringMatching(/^[0-9a-f]{32}$/),
      SdkHttpMetadata: { HttpStatusCode: 200 },
      SdkResponseMetadata: { RequestId: expect.any(String) },
    });
    expect(await readMessages()).toEqual(['{"a":1}']);
  });

  it("sends a message and waits for its token", async () => {
    const message = { QueueUrl: output("Queue"), MessageBody: { "token.$": "$$.Task.Token" } };
    const ended = play(alone(calling("sqs:sendMessage.waitForTaskToken", message)));
    let body: string | undefined;
    await expect.poll(async () => ([body] = await readMessages()), { interval: 5 }).toHaveLength(1);
    await sfn.sendTaskSuccess({ taskToken: JSON.parse(body ?? "").token, output: '"done"' });
    expect((await ended).output).toBe("done");
  });

  it("publishes to a topic tells its subscribers", async () => {
    const publish = calling("sns:publish", { TopicArn: output("Topic"), Message: { m: 1 }, Subject: "news" });
    const { output: answer } = await play(alone(publish));
    expect(answer).toMatchObject({ MessageId: expect.any(String), SdkHttpMetadata: { HttpStatusCode: 200 } });
    expect(aws.notices(output("Topic")).at(-1)).toMatchObject({ message: '{"m":1}', subject: "news" });
  });

  it("publishes to a topic that is not there fails by the topic's error", async () => {
    const publish = calling("sns:publish", { TopicArn: `${output("Topic")}s`, Message: "m" });
    const { error, cause } = await play(alone(publish));
    expect(error).toBe("SNS.NotFoundException");
    expect(cause).toMatch(
      /^Topic does not exist \(Service: AmazonSNS; Status Code: 404; Error Code: NotFound\w*; Request ID: \S+; Proxy: null\)$/,
    );
  });

  it("puts events says of each where it comes from", async () => {
    const events = new EventBridge(clientConfig(aws.endpoint));
    await events.putRule({ Name: "all", EventPattern: '{"source":["shop"]}' });
    const { Attributes } = await sqs.getQueueAttributes({ QueueUrl: output("Queue"), AttributeNames: ["QueueArn"] });
    const Arn = Attributes?.["QueueArn"];
    const Policy = JSON.stringify({
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "events.amazonaws.com" },
          Action: "sqs:SendMessage",
          Resource: Arn,
        },
      ],
    });
    await sqs.setQueueAttributes({ QueueUrl: output("Queue"), Attributes: { Policy } });
    await events.putTargets({ Rule: "all", Targets: [{ Id: "queue", Arn }] });
    const entry = { Source: "shop", DetailType: "Order", Detail: { n: 1 }, Resources: ["mine"] };
    const played = await play(alone(calling("events:putEvents", { Entries: [entry] })));
    expect(played.output).toEqual({ FailedEntryCount: 0, Entries: [{ EventId: expect.any(String) }] });
    let body: string | undefined;
    await expect.poll(async () => ([body] = await readMessages()), { interval: 5 }).toHaveLength(1);
    expect(JSON.parse(body ?? "")).toMatchObject({
      source: "shop",
      detail: { n: 1 },
      resources: ["mine", played.stateMachineArn, played.executionArn],
    });
  });

  it("puts events fails when one of them is not taken", async () => {
    const entries = [
      { Source: "shop", DetailType: "Order", Detail: {} },
      { DetailType: "Order", Detail: {} },
    ];
    const { error, cause } = await play(alone(calling("events:putEvents", { Entries: entries })));
    expect(error).toBe("EventBridge.FailedEntry");
    expect(JSON.parse(cause ?? "")).toMatchObject({
      FailedEntryCount: 1,
      Entries: [{ EventId: expect.any(String) }, { ErrorCode: "InvalidArgument" }],
    });
  });
});
