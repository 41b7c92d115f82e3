import { describe, expect, it } from "vitest";
import { thingsBench } from "../../../support/things-bench.ts";

const thingName = "thermostat-1";
const thingArn = "arn:aws:iot:us-east-1:123456789012:thing/thermostat-1";

describe("a thing", () => {
  it("is described as it was made", async () => {
    const { iot } = await thingsBench();
    const made = await iot.createThing({ thingName, attributePayload: { attributes: { room: "hall" } } });
    expect(made).toMatchObject({ thingName, thingArn, thingId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect(await iot.describeThing({ thingName })).toMatchObject({
      thingName,
      thingArn,
      thingId: made.thingId,
      defaultClientId: thingName,
      attributes: { room: "hall" },
      version: 1,
    });
  });

  it("can be made again just like that", async () => {
    const { iot } = await thingsBench();
    const first = await iot.createThing({ thingName, attributePayload: { attributes: { room: "hall" } } });
    const second = await iot.createThing({ thingName, attributePayload: { attributes: { room: "hall" } } });
    expect(second.thingId).toBe(first.thingId);
  });

  it("cannot be made again with other attributes", async () => {
    const { iot } = await thingsBench();
    await iot.createThing({ thingName });
    const again = iot.createThing({ thingName, attributePayload: { attributes: { room: "hall" } } });
    await expect(again).rejects.toMatchObject({
      name: "ResourceAlreadyExistsException",
      resourceId: thingName,
      resourceArn: thingArn,
      $metadata: { httpStatusCode: 409 },
    });
  });

  it.each([
    { merge: true, attributes: { floor: "1" }, becomes: { room: "hall", floor: "1" } },
    { merge: false, attributes: { floor: "1" }, becomes: { floor: "1" } },
    { merge: true, attributes: { room: "" }, becomes: {} },
  ])("gets attributes $attributes, merge $merge: $becomes", async ({ merge, attributes, becomes }) => {
    const { iot } = await thingsBench();
    await iot.createThing({ thingName, attributePayload: { attributes: { room: "hall" } } });
    await iot.updateThing({ thingName, attributePayload: { merge, attributes } });
    const thing = await iot.describeThing({ thingName });
    expect(thing).toMatchObject({ attributes: becomes, version: 2 });
    expect(Object.keys(thing.attributes ?? {})).toEqual(Object.keys(becomes));
  });

  it("is neither updated nor deleted when its version is not the expected one", async () => {
    const { iot } = await thingsBench();
    await iot.createThing({ thingName });
    const conflict = { name: "VersionConflictException", $metadata: { httpStatusCode: 409 } };
    await expect(iot.updateThing({ thingName, expectedVersion: 2 })).rejects.toMatchObject(conflict);
    await expect(iot.deleteThing({ thingName, expectedVersion: 2 })).rejects.toMatchObject(conflict);
    await expect(iot.deleteThing({ thingName, expectedVersion: 1 })).resolves.toBeDefined();
  });

  it("is gone once deleted, also from its groups; deleting it again succeeds", async () => {
    const { iot } = await thingsBench();
    await iot.createThing({ thingName });
    await iot.createThingGroup({ thingGroupName: "beta" });
    await iot.addThingToThingGroup({ thingName, thingGroupName: "beta" });
    await iot.deleteThing({ thingName });
    await iot.deleteThing({ thingName });
    await expect(iot.describeThing({ thingName })).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    expect((await iot.listThingsInThingGroup({ thingGroupName: "beta" })).things).toEqual([]);
  });

  it.each([
    { what: "a type nobody made", extra: { thingTypeName: "sensor" }, name: "ResourceNotFoundException" },
    { what: "a billing group nobody made", extra: { billingGroupName: "b" }, name: "ResourceNotFoundException" },
    { what: "a name with a space", extra: { thingName: "a b" }, name: "InvalidRequestException" },
  ])("is not made with $what", async ({ extra, name }) => {
    const { iot } = await thingsBench();
    await expect(iot.createThing({ thingName, ...extra })).rejects.toMatchObject({ name });
  });
});

describe("ListThings", () => {
  it("gives pages that together hold every thing once", async () => {
    const { iot } = await thingsBench();
    for (let number = 0; number < 7; number++) await iot.createThing({ thingName: `t${number}` });
    const first = await iot.listThings({ maxResults: 5 });
    const second = await iot.listThings({ maxResults: 5, nextToken: first.nextToken });
    const names = [first, second].map(({ things = [] }) => things.map((thing) => thing.thingName));
    expect(names).toEqual([
      ["t0", "t1", "t2", "t3", "t4"],
      ["t5", "t6"],
    ]);
    expect(second.nextToken).toBeUndefined();
  });

  it.each([
    { filter: { attributeName: "room", attributeValue: "hall" }, found: ["a"] },
    { filter: { attributeName: "room", attributeValue: "h", usePrefixAttributeValue: true }, found: ["a", "b"] },
    { filter: { thingTypeName: "sensor" }, found: [] },
  ])("finds $found by $filter", async ({ filter, found }) => {
    const { iot } = await thingsBench();
    for (const [name, room] of [
      ["a", "hall"],
      ["b", "hallway"],
      ["c", "kitchen"],
    ] as const) {
      await iot.createThing({ thingName: name, attributePayload: { attributes: { room } } });
    }
    const { things } = await iot.listThings(filter);
    expect(things?.map((thing) => thing.thingName)).toEqual(found);
  });

  it("refuses a token it never gave", async () => {
    const { iot } = await thingsBench();
    await expect(iot.listThings({ nextToken: "x" })).rejects.toMatchObject({ name: "InvalidRequestException" });
  });
});

describe("DescribeEndpoint", () => {
  it("tells where each service is", async () => {
    const { iot } = await thingsBench({ endpoints: { "iot:Data-ATS": "127.0.0.1:1883" } });
    const { endpointAddress } = await iot.describeEndpoint({ endpointType: "iot:Data-ATS" });
    expect(endpointAddress).toBe("127.0.0.1:1883");
  });

  it("refuses a type that nobody serves", async () => {
    const { iot } = await thingsBench();
    const endpoint = iot.describeEndpoint({ endpointType: "iot:Teleport" });
    await expect(endpoint).rejects.toMatchObject({ name: "InvalidRequestException" });
  });
});
