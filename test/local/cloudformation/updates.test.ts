// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are CloudFormation's placeholders
import { describe, expect, it } from "vitest";
import { startStacks } from "../../support/stacks.ts";

const bucket = (properties: string, attributes = "") =>
  `Bucket: { Type: AWS::S3::Bucket, ${attributes} Properties: { ${properties} } }`;
const template = (...resources: string[]) => `Resources:\n  ${resources.join("\n  ")}\n`;
const queue = 'Queue: { Type: AWS::SQS::Queue, Properties: { Of: !Sub "${Bucket.Arn}" } }';

describe("an update of a stack", () => {
  it("changes in place what AWS changes in place, and nothing else", async () => {
    const { create, update, news } = await startStacks();
    expect(await create(template(bucket("BucketName: images, Size: 1"), queue))).toBe("CREATE_COMPLETE");
    expect(news()).toEqual(["create Bucket images", expect.stringMatching(/^create Queue ota-Queue-/)]);
    expect(await update(template(bucket("BucketName: images, Size: 2"), queue))).toBe("UPDATE_COMPLETE");
    expect(news()).toEqual(["update Bucket images"]);
  });

  it("makes the new one first where it replaces, tells those that refer to it, and deletes the old one at the end", async () => {
    const { create, update, news, events } = await startStacks();
    await create(template(bucket("BucketName: images"), queue));
    news();
    expect(await update(template(bucket("BucketName: pictures"), queue))).toBe("UPDATE_COMPLETE");
    expect(news()).toEqual([
      "create Bucket pictures",
      expect.stringMatching(/^update Queue ota-Queue-/),
      "delete Bucket images",
    ]);
    expect((await events()).slice(-9)).toEqual([
      "UPDATE_IN_PROGRESS ota: User Initiated",
      "UPDATE_IN_PROGRESS Bucket: Requested update requires the creation of a new physical resource; hence creating one.",
      "UPDATE_COMPLETE Bucket",
      "UPDATE_IN_PROGRESS Queue",
      "UPDATE_COMPLETE Queue",
      "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS ota",
      "DELETE_IN_PROGRESS Bucket",
      "DELETE_COMPLETE Bucket",
      "UPDATE_COMPLETE ota",
    ]);
  });

  it("gives what it replaces another name, unless the template names it", async () => {
    const { create, update, news, events } = await startStacks();
    await create(template(bucket("Fixed: 1")));
    await update(template(bucket("Fixed: 2")));
    const [first = "", second = "", gone] = news();
    expect(second).toMatch(/^create Bucket ota-bucket-[a-z0-9]{12}$/);
    expect(second).not.toBe(first);
    expect(gone).toBe(first.replace("create", "delete"));
    await update(template(bucket("BucketName: images, Fixed: 2")));
    expect(await update(template(bucket("BucketName: images, Fixed: 3")))).toBe("UPDATE_ROLLBACK_COMPLETE");
    expect(await events()).toContain(
      "UPDATE_FAILED Bucket: CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename images and update the stack again.",
    );
  });

  it("deletes what the template has no more, those that refer to others first", async () => {
    const { create, update, news, statuses } = await startStacks();
    await create(template(bucket("BucketName: images"), queue, "Topic: { Type: AWS::SNS::Topic }"));
    news();
    await update(template("Topic: { Type: AWS::SNS::Topic }"));
    expect(news()).toEqual([expect.stringMatching(/^delete Queue/), "delete Bucket images"]);
    expect(await statuses()).toEqual({ Topic: "CREATE_COMPLETE" });
  });

  it("makes and deletes what a condition lets come and go", async () => {
    const conditional = `
      Parameters: { Stage: { Type: String } }
      Conditions: { IsProd: !Equals [!Ref Stage, prod] }
      ${template("Always: { Type: AWS::SNS::Topic }", "Archive: { Type: AWS::S3::Bucket, Condition: IsProd }").trim().replaceAll("\n", "\n      ")}`;
    const { create, update, statuses } = await startStacks();
    await create(conditional, { Stage: "test" });
    expect(Object.keys(await statuses())).toEqual(["Always"]);
    await update(conditional, { Stage: "prod" });
    expect(Object.keys(await statuses())).toEqual(["Always", "Archive"]);
    await update(conditional, { Stage: "test" });
    expect(Object.keys(await statuses())).toEqual(["Always"]);
  });

  it.each([
    ["DeletionPolicy: Retain,", template("Topic: { Type: AWS::SNS::Topic }"), "DELETE_SKIPPED Bucket"],
    ["DeletionPolicy: RetainExceptOnCreate,", template("Topic: { Type: AWS::SNS::Topic }"), "DELETE_SKIPPED Bucket"],
    [
      "UpdateReplacePolicy: Retain,",
      template(bucket("BucketName: pictures", "UpdateReplacePolicy: Retain,")),
      "DELETE_SKIPPED Bucket",
    ],
    [
      "DeletionPolicy: Retain,",
      template(bucket("BucketName: pictures", "DeletionPolicy: Retain,")),
      "DELETE_COMPLETE Bucket",
    ],
  ])("heeds %s", async (policy, changed, event) => {
    const { create, update, events } = await startStacks();
    await create(template(bucket("BucketName: images", policy)));
    expect(await update(changed)).toBe("UPDATE_COMPLETE");
    expect(await events()).toContain(event);
  });

  it("goes on when something cannot be deleted at its end", async () => {
    const { create, update, events } = await startStacks();
    await create(template(bucket("Fail: delete"), "Topic: { Type: AWS::SNS::Topic }"));
    expect(await update(template("Topic: { Type: AWS::SNS::Topic }"))).toBe("UPDATE_COMPLETE");
    expect((await events()).find((event) => event.startsWith("DELETE_FAILED Bucket"))).toContain(
      "Bucket cannot delete",
    );
  });

  it("takes the values that parameters had, also those of defaults", async () => {
    const { create, client, settled, stack } = await startStacks();
    const parameters = "Parameters: { Size: { Type: Number }, Colour: { Type: String, Default: red } }\n";
    await create(`${parameters}${template(bucket("Size: !Ref Size, Colour: !Ref Colour"))}`, { Size: "1" });
    await client.updateStack({
      StackName: "ota",
      UsePreviousTemplate: true,
      Parameters: [
        { ParameterKey: "Size", ParameterValue: "2" },
        { ParameterKey: "Colour", UsePreviousValue: true },
      ],
    });
    expect(await settled()).toBe("UPDATE_COMPLETE");
    expect((await stack())?.Parameters).toEqual([
      { ParameterKey: "Size", ParameterValue: "2" },
      { ParameterKey: "Colour", ParameterValue: "red" },
    ]);
  });

  it.each([
    ["that changes nothing", template(bucket("Size: 1")), "No updates are to be performed."],
    [
      "that makes something else of a resource",
      template("Bucket: { Type: AWS::SNS::Topic }"),
      "Update of resource type is not permitted. The new template modifies resource type of the following resources: [Bucket]",
    ],
    [
      "with an output of what is not there",
      `${template(bucket("Size: 1"))}Outputs: { A: { Value: !Ref Nowhere } }`,
      "Template format error: Unresolved resource dependencies [Nowhere] in the Outputs block of the template",
    ],
    [
      "with a policy that is not played",
      template(bucket("Size: 2", "DeletionPolicy: Snapshot,")),
      'Local AWS does not play the DeletionPolicy "Snapshot" of Bucket',
    ],
  ])("%s is refused", async (_, changed, message) => {
    const { create, update, stack } = await startStacks();
    await create(template(bucket("Size: 1")));
    await expect(update(changed)).rejects.toMatchObject({ name: "ValidationError", message });
    expect((await stack())?.StackStatus).toBe("CREATE_COMPLETE");
  });
});
