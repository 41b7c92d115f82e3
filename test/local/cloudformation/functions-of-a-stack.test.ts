import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished, vi } from "vitest";
import { defaultAccount } from "../../../local/account.ts";
import { VirtualClock } from "../../../local/clock.ts";
import { createEventBridge } from "../../../local/eventbridge/eventbridge.ts";
import { createLambda } from "../../../local/lambda/lambda.ts";
import { createSqs } from "../../../local/sqs/sqs.ts";
import { deployTemplateFile } from "../../support/stand-in-resources.ts";

it("the functions of a template run when their events come, with what the template gives them", async () => {
  const directory = await mkdtemp(path.join(tmpdir(), "functions-"));
  const clock = new VirtualClock();
  const roles: string[] = [];
  const lambda = createLambda({
    account: defaultAccount,
    clock,
    directory,
    issueCredentials(roleArn) {
      roles.push(roleArn);
      return { accessKeyId: "AKID", secretAccessKey: "secret", sessionToken: "token" };
    },
    endpoint: () => "http://127.0.0.1:1",
  });
  onTestFinished(async () => {
    await lambda.stop();
    await rm(directory, { recursive: true });
  });
  const sqs = createSqs({ account: defaultAccount, clock, endpoint: () => "http://127.0.0.1:1" });
  const bus = createEventBridge({
    account: defaultAccount,
    clock,
    deliver: ({ arn, input }) => lambda.invokeLater(arn, input),
    sendDeadLetter: sqs.queues.send,
  });
  const template = fileURLToPath(new URL("fixtures/sam/template.yaml", import.meta.url));
  const { resources } = await deployTemplateFile(template, {
    resourceTypes: { ...lambda.resourceTypes, ...bus.resourceTypes, ...sqs.resourceTypes },
  });

  const ended: unknown[] = [];
  lambda.watch(({ functionName, phase }) => phase !== "started" && ended.push([functionName, phase]));
  const bucket = { name: "physical-Images" };
  bus.publish({ source: "aws.s3", "detail-type": "Object Created", resources: [], detail: { bucket } });
  bus.publish({
    source: "aws.s3",
    "detail-type": "Object Created",
    resources: [],
    detail: { bucket: { name: "another" } },
  });
  const receive = resources["Receive"]?.physicalId;
  await vi.waitFor(() => expect(ended).toEqual([[receive, "succeeded"]]));
  expect(roles).toEqual([resources["ReceiveRole"]?.attributes["Arn"]]);
  expect(await lambda.invoke("ota-work", { a: 1 })).toEqual({ ok: true, value: { a: 1 } });
});
