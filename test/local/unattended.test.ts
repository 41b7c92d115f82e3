import { fileURLToPath } from "node:url";
import { EventBridge } from "@aws-sdk/client-eventbridge";
import { SFN } from "@aws-sdk/client-sfn";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { VirtualClock } from "../../local/clock.ts";
import type { LocalAws } from "../../local/local-aws.ts";
import { startLocalAws } from "../../local/start.ts";
import { clientConfig } from "../support/local-service.ts";

const clock = new VirtualClock();
const lines: string[] = [];
let aws: LocalAws;
let events: EventBridge;
let sqs: SQS;

beforeAll(async () => {
  aws = await startLocalAws({
    clock,
    templateFile: fileURLToPath(new URL("fixtures/unattended/template.yaml", import.meta.url)),
    parameters: { NotificationEmail: "ops@example.com" },
    log: (_, line) => lines.push(line),
  });
  events = new EventBridge(clientConfig(aws.endpoint));
  sqs = new SQS(clientConfig(aws.endpoint));
});
afterAll(() => aws.stop());

/** The message of a queue, as soon as there is one; it is no more there then. */
async function nextMessage(queue: "Failed" | "Inbox" | "Undelivered") {
  const QueueUrl = aws.outputs[queue] ?? "";
  return vi.waitFor(async () => {
    const { Messages: [message] = [] } = await sqs.receiveMessage({ QueueUrl, MessageAttributeNames: ["All"] });
    if (!message) throw new Error(`nothing in ${queue}`);
    await sqs.deleteMessage({ QueueUrl, ReceiptHandle: message.ReceiptHandle });
    const attributes = Object.entries(message.MessageAttributes ?? {}).map(([name, { StringValue }]) => [
      name,
      StringValue,
    ]);
    return { body: JSON.parse(message.Body ?? ""), attributes: Object.fromEntries(attributes) };
  });
}

function putOrder(number: number) {
  const entry = { Source: "shop", DetailType: "Order", Detail: JSON.stringify({ number }) };
  return events.putEvents({ Entries: [entry] });
}

describe("a stack of what nobody waits for", () => {
  it("runs a function each time its schedule says", async () => {
    await clock.advance(30 * 60_000);
    const runs = () => lines.flatMap((line) => /Scheduled Event of \S+Z/.exec(line)?.[0] ?? []).sort();
    await expect
      .poll(runs)
      .toEqual(["Scheduled Event of 2026-01-01T00:15:00Z", "Scheduled Event of 2026-01-01T00:30:00Z"]);
  });

  it("keeps the event that a function failed on in the function's dead-letter queue", async () => {
    await putOrder(7);
    expect(await nextMessage("Failed")).toMatchObject({
      body: { source: "shop", detail: { number: 7 } },
      attributes: { ErrorCode: "200", ErrorMessage: "No order 7", RequestID: expect.any(String) },
    });
  });

  it("keeps the event that reached no target in the rule's", async () => {
    const { Rules = [] } = await events.listRules({ NamePrefix: "ota-pipeline-StumbleUpload" });
    const [{ Name: Rule, Arn } = {}] = Rules;
    const { Targets: [target] = [] } = await events.listTargetsByRule({ Rule });
    const gone = "arn:aws:lambda:us-east-1:123456789012:function:gone";
    await events.putTargets({ Rule, Targets: [{ ...target, Id: target?.Id, Arn: gone }] });
    await putOrder(8);
    expect(await nextMessage("Undelivered")).toMatchObject({
      body: { source: "shop", detail: { number: 8 } },
      attributes: { RULE_ARN: Arn, TARGET_ARN: gone, ERROR_CODE: "NO_RESOURCE", RETRY_ATTEMPTS: "0" },
    });
  });

  it("tells by a notice of the executions that are worth one", async () => {
    const heard: unknown[] = [];
    const stop = aws.onNotice((notice) => heard.push(notice));
    const machine = new SFN(clientConfig(aws.endpoint));
    const stateMachineArn = aws.outputs["Machine"];
    await machine.startExecution({ stateMachineArn, name: "quiet", input: "{}" });
    await machine.startExecution({ stateMachineArn, name: "loud", input: '{"release":"1.4.0"}' });
    const message = '"Release loud ended: SUCCEEDED"'; // quotes and all, as EventBridge sends a text to a topic
    expect((await nextMessage("Inbox")).body).toMatchObject({ TopicArn: aws.outputs["Notices"], Message: message });
    expect(heard).toMatchObject([{ topicArn: aws.outputs["Notices"], message }]);
    expect(aws.notices(aws.outputs["Notices"])).toEqual(heard);
    stop();
  });

  it("subscribes whom its conditions say", async () => {
    const { Subscriptions = [] } = await new SNS(clientConfig(aws.endpoint)).listSubscriptions({});
    expect(Subscriptions).toMatchObject([
      { Protocol: "email", Endpoint: "ops@example.com", SubscriptionArn: "PendingConfirmation" },
      { Protocol: "sqs", TopicArn: aws.outputs["Notices"] },
    ]);
  });
});
