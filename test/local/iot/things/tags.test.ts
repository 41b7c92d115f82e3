import { describe, expect, it } from "vitest";
import { thingsBench } from "../../../support/things-bench.ts";

async function taggedGroup(...tags: { Key: string; Value: string }[]) {
  const { iot } = await thingsBench();
  const { thingGroupArn = "" } = await iot.createThingGroup({ thingGroupName: "beta", tags });
  return { iot, resourceArn: thingGroupArn };
}

describe("tags", () => {
  it("are those the resource was made with, then those it was given, less those taken", async () => {
    const { iot, resourceArn } = await taggedGroup({ Key: "release", Value: "1" }, { Key: "owner", Value: "me" });
    await iot.tagResource({ resourceArn, tags: [{ Key: "release", Value: "2" }] });
    await iot.untagResource({ resourceArn, tagKeys: ["owner", "nobody"] });
    expect((await iot.listTagsForResource({ resourceArn })).tags).toEqual([{ Key: "release", Value: "2" }]);
  });

  it("go with the resource", async () => {
    const { iot, resourceArn } = await taggedGroup({ Key: "release", Value: "1" });
    await iot.deleteThingGroup({ thingGroupName: "beta" });
    await expect(iot.listTagsForResource({ resourceArn })).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    await iot.createThingGroup({ thingGroupName: "beta" });
    expect((await iot.listTagsForResource({ resourceArn })).tags).toEqual([]);
  });

  it.each([
    { what: "a key twice", tags: ["a", "a"] },
    { what: "a key of AWS's own", tags: ["aws:release"] },
    { what: "more than 50 keys", tags: Array.from({ length: 51 }, (_, number) => `key-${number}`) },
  ])("are refused for $what, and nothing is made", async ({ tags }) => {
    const { iot } = await thingsBench();
    const pairs = tags.map((Key) => ({ Key, Value: "x" }));
    const made = iot.createThingGroup({ thingGroupName: "beta", tags: pairs });
    await expect(made).rejects.toMatchObject({ name: "InvalidRequestException" });
    await expect(iot.describeThingGroup({ thingGroupName: "beta" })).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });

  it.each(["TagResource", "UntagResource", "ListTagsForResource"] as const)(
    "of an unknown ARN are not found by %s",
    async (operation) => {
      const { iot } = await thingsBench();
      const resourceArn = "arn:aws:iot:us-east-1:123456789012:job/nobody";
      const calls = {
        TagResource: () => iot.tagResource({ resourceArn, tags: [] }),
        UntagResource: () => iot.untagResource({ resourceArn, tagKeys: [] }),
        ListTagsForResource: () => iot.listTagsForResource({ resourceArn }),
      };
      await expect(calls[operation]()).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    },
  );
});
