import {
  CreateStateMachineCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-sfn";
import { describe, expect, it } from "vitest";
import { alone } from "../../support/asl.ts";
import { machineArn, roleArn, startStepFunctions } from "../../support/step-functions.ts";

const definition = JSON.stringify(alone({ Type: "Pass" }));

describe("tags", () => {
  it("are set when the machine is made, added to, and taken away", async () => {
    const { client } = await startStepFunctions();
    const tags = [{ key: "a", value: "1" }];
    await client.send(new CreateStateMachineCommand({ name: "one", definition, roleArn, tags }));
    const resourceArn = machineArn("one");
    await client.send(
      new TagResourceCommand({
        resourceArn,
        tags: [
          { key: "b", value: "" },
          { key: "a", value: "2" },
        ],
      }),
    );
    const list = () => client.send(new ListTagsForResourceCommand({ resourceArn }));
    expect((await list()).tags).toEqual([
      { key: "a", value: "2" },
      { key: "b", value: "" },
    ]);
    await client.send(new UntagResourceCommand({ resourceArn, tagKeys: ["a", "nobody's"] }));
    expect((await list()).tags).toEqual([{ key: "b", value: "" }]);
  });

  it("are at most 50", async () => {
    const { client, stepFunctions } = await startStepFunctions();
    stepFunctions.createStateMachine({ name: "one", definition, roleArn });
    const tags = Array.from({ length: 51 }, (_, index) => ({ key: `k${index}`, value: "" }));
    const tagged = client.send(new TagResourceCommand({ resourceArn: machineArn("one"), tags }));
    await expect(tagged).rejects.toMatchObject({ name: "TooManyTags" });
  });

  it("are none of AWS's own", async () => {
    const { client, stepFunctions } = await startStepFunctions();
    stepFunctions.createStateMachine({ name: "one", definition, roleArn });
    const tags = [{ key: "aws:mine", value: "" }];
    const tagged = client.send(new TagResourceCommand({ resourceArn: machineArn("one"), tags }));
    await expect(tagged).rejects.toMatchObject({ name: "ValidationException" });
    expect(() => stepFunctions.createStateMachine({ name: "two", definition, roleArn, tags })).toThrow("'aws:mine'");
  });

  it("belong to what is there", async () => {
    const { client } = await startStepFunctions();
    const listed = client.send(new ListTagsForResourceCommand({ resourceArn: machineArn("nobody") }));
    await expect(listed).rejects.toMatchObject({
      name: "ResourceNotFound",
      message: `Resource not found: '${machineArn("nobody")}'`,
      resourceName: machineArn("nobody"),
    });
  });
});
