import { afterAll, beforeAll, expect, it } from "vitest";
import type { LocalAws } from "../../../local/local-aws.ts";
import { startLocalAws } from "../../../local/start.ts";
import { rawConnection } from "../../support/raw-connection.ts";
import { bytesOf, sign } from "../../support/raw-request.ts";
import { jsonCall } from "./encode-call.ts";

let aws: LocalAws;
const bugs: unknown[] = [];
beforeAll(async () => {
  aws = await startLocalAws({ deploy: false, onBug: (bug) => bugs.push(bug) });
});
afterAll(() => aws.stop());

const nested = "[".repeat(20_000);
const attributes = '{"QueueUrl":"http://127.0.0.1/123456789012/q","MessageBody":"a","MessageAttributes":{"a":null}}';
const batch = '{"QueueUrl":"http://127.0.0.1/123456789012/q","Entries":[null]}';

/** What was once a failure of local AWS's own, each as the hostile requests found it. */
it.each([
  ["a batch with nothing in it", "sqs", "AmazonSQS.DeleteMessageBatch", batch],
  ["an attribute that is nothing", "sqs", "AmazonSQS.SendMessage", attributes],
  ["no state machine to update", "states", "AWSStepFunctions.UpdateStateMachine", '{"stateMachineArn":null}'],
  ["a deep text for a list", "states", "AWSStepFunctions.TagResource", `{"tags":{"a":${nested}${"]".repeat(20_000)}}}`],
  ["no JSON for Cloud Control", "cloudcontrolapi", "CloudApiService.GetResource", "{"],
  ["no name for Cloud Control", "cloudcontrolapi", "CloudApiService.GetResource", '{"TypeName":{"toString":1}}'],
])("%s is refused", async (_, service, target, json) => {
  const { host, port } = new URL(aws.endpoint);
  const call = jsonCall(target, "1.0", {});
  const request = { ...call, headers: { ...call.headers, host }, body: Buffer.from(json) };
  const signed = sign(request, { service, region: aws.account.region, ...aws.credentials, now: Date.now() });
  const connection = rawConnection(Number(port), 5_000);
  const answer = await connection.send({ bytes: bytesOf(signed) });
  connection.close();
  expect(answer).toMatchObject({ status: 400 });
  expect(bugs).toEqual([]);
});
