import type { IoT } from "@aws-sdk/client-iot";
import { describe, expect, it } from "vitest";
import { thingsBench } from "../../../support/things-bench.ts";

const groupArn = (name: string) => `arn:aws:iot:us-east-1:123456789012:thinggroup/${name}`;

/** lights > red > deep-red, and beside them pumps. */
async function hierarchy() {
  const bench = await thingsBench();
  await bench.iot.createThingGroup({ thingGroupName: "lights" });
  await bench.iot.createThingGroup({ thingGroupName: "red", parentGroupName: "lights" });
  await bench.iot.createThingGroup({ thingGroupName: "deep-red", parentGroupName: "red" });
  await bench.iot.createThingGroup({ thingGroupName: "pumps" });
  return bench;
}

async function join(iot: IoT, thingName: string, ...groups: string[]) {
  await iot.createThing({ thingName });
  for (const thingGroupName of groups) await iot.addThingToThingGroup({ thingName, thingGroupName });
}

const names = (groups: { groupName?: string | undefined }[] = []) => groups.map(({ groupName }) => groupName);

describe("a thing group", () => {
  it("is described as it was made, with the way down to it from the root", async () => {
    const { iot, clock } = await hierarchy();
    const properties = { attributePayload: { attributes: { lumens: "3400" } } };
    const made = await iot.createThingGroup({
      thingGroupName: "scarlet",
      parentGroupName: "red",
      thingGroupProperties: properties,
    });
    expect(await iot.describeThingGroup({ thingGroupName: "scarlet" })).toMatchObject({
      thingGroupName: "scarlet",
      thingGroupArn: groupArn("scarlet"),
      thingGroupId: made.thingGroupId,
      version: 1,
      thingGroupProperties: properties,
      thingGroupMetadata: {
        parentGroupName: "red",
        rootToParentThingGroups: [
          { groupName: "lights", groupArn: groupArn("lights") },
          { groupName: "red", groupArn: groupArn("red") },
        ],
        creationDate: new Date(clock.now()),
      },
    });
  });

  it("has what an update gives it, and a version more each time", async () => {
    const { iot } = await hierarchy();
    const thingGroupProperties = {
      thingGroupDescription: "all red",
      attributePayload: { attributes: { lumens: "1" } },
    };
    const update = { thingGroupName: "red", thingGroupProperties, expectedVersion: 1 };
    expect(await iot.updateThingGroup(update)).toMatchObject({ version: 2 });
    expect(await iot.describeThingGroup({ thingGroupName: "red" })).toMatchObject({ version: 2, thingGroupProperties });
    await expect(iot.updateThingGroup(update)).rejects.toMatchObject({ name: "VersionConflictException" });
  });

  it("can be made again just like that, and not otherwise", async () => {
    const { iot } = await hierarchy();
    await expect(iot.createThingGroup({ thingGroupName: "red", parentGroupName: "lights" })).resolves.toBeDefined();
    await expect(iot.createThingGroup({ thingGroupName: "red" })).rejects.toMatchObject({
      name: "ResourceAlreadyExistsException",
      resourceArn: groupArn("red"),
    });
  });

  it("needs a parent that exists", async () => {
    const { iot } = await thingsBench();
    const orphan = iot.createThingGroup({ thingGroupName: "red", parentGroupName: "lights" });
    await expect(orphan).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  it("is not deleted while it has child groups; then it is, and deleting it again succeeds", async () => {
    const { iot } = await hierarchy();
    await join(iot, "t", "deep-red");
    await expect(iot.deleteThingGroup({ thingGroupName: "red" })).rejects.toMatchObject({
      name: "InvalidRequestException",
      message: "Cannot delete thing group : red when there are still child groups attached to it.",
    });
    for (const thingGroupName of ["deep-red", "red", "red"]) await iot.deleteThingGroup({ thingGroupName });
    await expect(iot.describeThingGroup({ thingGroupName: "red" })).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
    await expect(iot.describeThing({ thingName: "t" })).resolves.toMatchObject({ thingName: "t" });
  });
});

describe("ListThingGroups", () => {
  it.each([
    { request: {}, listed: ["lights", "red", "deep-red", "pumps"] },
    { request: { recursive: false }, listed: ["lights", "pumps"] },
    { request: { parentGroup: "lights" }, listed: ["red"] },
    { request: { parentGroup: "lights", recursive: true }, listed: ["red", "deep-red"] },
    { request: { namePrefixFilter: "p" }, listed: ["pumps"] },
  ])("answers $request with $listed", async ({ request, listed }) => {
    const { iot } = await hierarchy();
    expect(names((await iot.listThingGroups(request)).thingGroups)).toEqual(listed);
  });
});

describe("a membership", () => {
  it("is listed from both sides: children's things with recursive, ancestors always", async () => {
    const { iot } = await hierarchy();
    await join(iot, "a", "lights");
    await join(iot, "b", "deep-red", "pumps");
    const things = async (recursive: boolean) =>
      (await iot.listThingsInThingGroup({ thingGroupName: "lights", recursive })).things;
    expect(await things(false)).toEqual(["a"]);
    expect(await things(true)).toEqual(["a", "b"]);
    const { thingGroups } = await iot.listThingGroupsForThing({ thingName: "b" });
    expect(names(thingGroups)).toEqual(["lights", "red", "deep-red", "pumps"]);
  });

  it("is listed in pages", async () => {
    const { iot } = await hierarchy();
    for (const name of ["a", "b", "c"]) await join(iot, name, "pumps");
    const first = await iot.listThingsInThingGroup({ thingGroupName: "pumps", maxResults: 2 });
    const second = await iot.listThingsInThingGroup({
      thingGroupName: "pumps",
      maxResults: 2,
      nextToken: first.nextToken,
    });
    expect([first.things, second.things, second.nextToken]).toEqual([["a", "b"], ["c"], undefined]);
  });

  it("may be given and taken by ARN, twice without harm", async () => {
    const { iot } = await hierarchy();
    const { thingArn } = await iot.createThing({ thingName: "t" });
    const membership = { thingArn, thingGroupArn: groupArn("pumps") };
    const things = async () => (await iot.listThingsInThingGroup({ thingGroupName: "pumps" })).things;
    await iot.addThingToThingGroup(membership);
    await iot.addThingToThingGroup(membership);
    expect(await things()).toEqual(["t"]);
    await iot.removeThingFromThingGroup(membership);
    await iot.removeThingFromThingGroup(membership);
    expect(await things()).toEqual([]);
  });

  it("is told to who listens, once for each change", async () => {
    const { iot, targets } = await hierarchy();
    const heard: string[] = [];
    targets.onMembershipChange((thingName) => heard.push(thingName));
    await join(iot, "a", "pumps");
    await iot.addThingToThingGroup({ thingName: "a", thingGroupName: "pumps" });
    await iot.removeThingFromThingGroup({ thingName: "a", thingGroupName: "pumps" });
    await iot.deleteThing({ thingName: "a" });
    expect(heard).toEqual(["a", "a", "a"]);
  });

  it.each([
    { what: "neither name nor ARN", request: { thingName: "t" }, name: "InvalidRequestException" },
    {
      what: "an ARN of another account",
      request: { thingName: "t", thingGroupArn: "arn:aws:iot:us-east-1:210987654321:thinggroup/pumps" },
      name: "InvalidRequestException",
    },
    {
      what: "a group nobody made",
      request: { thingName: "t", thingGroupName: "x" },
      name: "ResourceNotFoundException",
    },
    {
      what: "a thing nobody made",
      request: { thingName: "x", thingGroupName: "pumps" },
      name: "ResourceNotFoundException",
    },
    {
      what: "a second group of one hierarchy",
      request: { thingName: "t", thingGroupName: "lights" },
      name: "InvalidRequestException",
    },
  ])("is refused for $what", async ({ request, name }) => {
    const { iot } = await hierarchy();
    await join(iot, "t", "deep-red");
    await expect(iot.addThingToThingGroup(request)).rejects.toMatchObject({ name });
  });

  it("is refused in an eleventh group", async () => {
    const { iot } = await thingsBench();
    for (let number = 1; number <= 11; number++) await iot.createThingGroup({ thingGroupName: `g${number}` });
    await join(iot, "t", ...Array.from({ length: 10 }, (_, index) => `g${index + 1}`));
    await expect(iot.addThingToThingGroup({ thingName: "t", thingGroupName: "g11" })).rejects.toMatchObject({
      name: "InvalidRequestException",
    });
  });
});
