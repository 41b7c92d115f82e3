import { describe, expect, it } from "vitest";
import { startStacks } from "../../support/stacks.ts";

const template = (...resources: string[]) => `Resources:\n  ${resources.join("\n  ")}\n`;
const queueOf = (properties: string) =>
  `Queue: { Type: AWS::SQS::Queue, DependsOn: Bucket, Properties: { ${properties} } }`;
const bucketOf = (properties: string, policy = "") =>
  `Bucket: { Type: AWS::S3::Bucket, ${policy} Properties: { ${properties} } }`;

describe("a stack that cannot be made", () => {
  it("is taken back whole, and says why in CloudFormation's words", async () => {
    const { create, news, events, stack, statuses } = await startStacks();
    const status = await create(template(bucketOf("BucketName: images"), queueOf("QueueName: work, Fail: create")));
    expect(status).toBe("ROLLBACK_COMPLETE");
    expect(news()).toEqual(["create Bucket images", "delete Bucket images"]);
    expect(await events()).toEqual([
      "CREATE_IN_PROGRESS ota: User Initiated",
      "CREATE_IN_PROGRESS Bucket",
      "CREATE_COMPLETE Bucket",
      "CREATE_IN_PROGRESS Queue",
      expect.stringMatching(
        /^CREATE_FAILED Queue: Resource handler returned message: "Queue cannot create" \(RequestToken: .*, HandlerErrorCode: InvalidRequest\)$/,
      ),
      "ROLLBACK_IN_PROGRESS ota: The following resource(s) failed to create: [Queue]. Rollback requested by user.",
      "DELETE_IN_PROGRESS Bucket",
      "DELETE_COMPLETE Bucket",
      "DELETE_COMPLETE Queue",
      "ROLLBACK_COMPLETE ota",
    ]);
    expect((await stack())?.Outputs ?? []).toEqual([]);
    expect(await statuses()).toEqual({ Bucket: "DELETE_COMPLETE", Queue: "DELETE_COMPLETE" });
  });

  it.each([
    ["DeletionPolicy: Retain,", "DELETE_SKIPPED Bucket"],
    ["DeletionPolicy: RetainExceptOnCreate,", "DELETE_COMPLETE Bucket"],
  ])("heeds %s", async (policy, event) => {
    const { create, events } = await startStacks();
    await create(template(bucketOf("Size: 1", policy), queueOf("Fail: create")));
    expect(await events()).toContain(event);
  });

  it("cannot be updated, but deleted, and then made anew with other names and another id", async () => {
    const { create, update, news, stack, client, settled } = await startStacks();
    await create(template("Bucket: { Type: AWS::S3::Bucket }", queueOf("Fail: create")));
    const { StackId = "" } = (await stack()) ?? {};
    await expect(update(template("Bucket: { Type: AWS::S3::Bucket }"))).rejects.toThrow(
      `Stack:${StackId} is in ROLLBACK_COMPLETE state and can not be updated.`,
    );
    await client.deleteStack({ StackName: "ota" });
    await expect(client.describeStacks({ StackName: "ota" })).rejects.toThrow("Stack with id ota does not exist");
    const { Stacks } = await client.describeStacks({ StackName: StackId });
    expect(Stacks?.[0]).toMatchObject({ StackStatus: "DELETE_COMPLETE", DeletionTime: expect.any(Date) });
    const [first] = news();
    await create(template("Bucket: { Type: AWS::S3::Bucket }"));
    expect(await settled()).toBe("CREATE_COMPLETE");
    expect(news()).toEqual([expect.not.stringMatching(first ?? "")]);
    expect((await stack())?.StackId).not.toBe(StackId);
  });
});

describe("an update that fails", () => {
  it("leaves the running stack as it was: changed back, the new ones deleted, the old ones kept", async () => {
    const { create, update, news, stack, statuses, events } = await startStacks();
    const outputs = "Outputs: { Name: { Value: !Ref Bucket } }";
    const before = `${template(bucketOf("BucketName: images"), queueOf("QueueName: work, Size: 1"))}${outputs}`;
    await create(before);
    news();
    const changed = template(
      bucketOf("BucketName: pictures"),
      queueOf("QueueName: work, Size: 2"),
      "New: { Type: AWS::SNS::Topic, DependsOn: Queue, Properties: { TopicName: new } }",
      "Bad: { Type: AWS::SNS::Topic, DependsOn: New, Properties: { Fail: create } }",
    );
    expect(await update(`${changed}${outputs}`)).toBe("UPDATE_ROLLBACK_COMPLETE");
    expect(news()).toEqual([
      "create Bucket pictures",
      "update Queue work",
      "create New new",
      "update Queue work", // back
      "delete Bucket pictures",
      "delete New new",
    ]);
    expect((await stack())?.Outputs).toMatchObject([{ OutputKey: "Name", OutputValue: "images" }]);
    expect(Object.keys(await statuses())).toEqual(["Bucket", "Queue"]);
    expect(await events()).toContain(
      "UPDATE_ROLLBACK_IN_PROGRESS ota: The following resource(s) failed to create: [Bad].",
    );
    await expect(update(before)).rejects.toThrow("No updates are to be performed.");
    expect(await update(changed.replace("Fail: create", "TopicName: good"))).toBe("UPDATE_COMPLETE");
  });

  it("sets back what failed to change half way, too", async () => {
    const { create, update, news } = await startStacks();
    await create(template("Bucket: { Type: AWS::S3::Bucket, Properties: { BucketName: images, Size: 1 } }"));
    news();
    const bad = "Bucket: { Type: AWS::S3::Bucket, Properties: { BucketName: images, Fail: update } }";
    expect(await update(template(bad))).toBe("UPDATE_ROLLBACK_COMPLETE");
    expect(news()).toEqual(["update Bucket images"]);
  });

  it("says so when it cannot be set back", async () => {
    const { create, update, stack } = await startStacks();
    const topic = "Topic: { Type: AWS::SNS::Topic, DependsOn: Bucket, Properties: { Fail: create } }";
    await create(template("Bucket: { Type: AWS::S3::Bucket, Properties: { Fail: update } }"));
    expect(await update(template("Bucket: { Type: AWS::S3::Bucket, Properties: { Size: 1 } }", topic))).toBe(
      "UPDATE_ROLLBACK_FAILED",
    );
    expect((await stack())?.StackStatusReason).toBe("The following resource(s) failed to update: [Bucket]. ");
  });
});

describe("a stack that is deleted", () => {
  it("deletes what refers to others first, and keeps what is to be retained", async () => {
    const { create, client, news } = await startStacks();
    const kept = "Kept: { Type: AWS::SNS::Topic, DeletionPolicy: Retain }";
    await create(template(bucketOf("BucketName: images"), queueOf("QueueName: work"), kept));
    news();
    await client.deleteStack({ StackName: "ota" });
    await expect
      .poll(() => client.listStacks({ StackStatusFilter: ["DELETE_COMPLETE"] }))
      .toMatchObject({
        StackSummaries: [{ StackName: "ota" }],
      });
    expect(news()).toEqual(["delete Queue work", "delete Bucket images"]);
    await client.deleteStack({ StackName: "ota" }); // it is gone already
  });

  it("stays with what cannot be deleted, until somebody says that it is to be left", async () => {
    const { create, client, news, settled, stack } = await startStacks();
    await create(template(bucketOf("BucketName: images, Fail: delete"), queueOf("QueueName: work")));
    const left = { StackName: "ota", RetainResources: ["Bucket"] };
    await expect(client.deleteStack(left)).rejects.toMatchObject({ name: "ValidationError" });
    await client.deleteStack({ StackName: "ota" });
    expect(await settled()).toBe("DELETE_FAILED");
    expect((await stack())?.StackStatusReason).toBe("The following resource(s) failed to delete: [Bucket]. ");
    expect(news()).toContain("delete Queue work");
    await client.deleteStack(left);
    await expect
      .poll(() => client.listStacks({ StackStatusFilter: ["DELETE_COMPLETE"] }))
      .toMatchObject({
        StackSummaries: [{ StackName: "ota" }],
      });
  });
});
