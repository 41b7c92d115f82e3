import { describe, expect, it } from "vitest";
import { createThing, faultBench, object } from "../../support/fault-bench.ts";

describe("a lost answer", () => {
  it("comes after all was done", async () => {
    const { iot, faults } = await faultBench();
    faults.add(createThing("lost-answer"));
    await expect(iot.createThing({ thingName: "t" })).rejects.toMatchObject({ code: "ECONNRESET" });
    expect((await iot.listThings({})).things).toMatchObject([{ thingName: "t" }]);
  });

  it("makes an SDK that tries again meet what it made", async () => {
    const { clientsOf, faults } = await faultBench();
    faults.add({ service: "iot", operation: "CreateThingGroup", fault: "lost-answer" });
    await clientsOf({ maxAttempts: 2 }).iot.createThingGroup({ thingGroupName: "g" });
    expect(faults.list()).toMatchObject([{ counted: 2, struck: 1 }]);
  });

  it("loses an object's bytes too", async () => {
    const { s3, faults } = await faultBench();
    await s3.putObject({ ...object, Body: "firmware" });
    faults.add({ service: "s3", operation: "GetObject", fault: "lost-answer" });
    await expect(s3.getObject(object)).rejects.toMatchObject({ code: "ECONNRESET" });
  });
});

describe("a call that hangs", () => {
  it("does nothing and is never answered, until its client goes", async () => {
    const { iot, faults } = await faultBench();
    faults.add(createThing("hang"));
    const patience = new AbortController();
    const hanging = iot.createThing({ thingName: "t" }, { abortSignal: patience.signal });
    await expect.poll(() => faults.list()).toMatchObject([{ struck: 1 }]);
    expect((await iot.listThings({})).things).toEqual([]);
    patience.abort();
    await expect(hanging).rejects.toMatchObject({ name: "AbortError" });
    expect((await iot.listThings({})).things).toEqual([]);
  });

  it("ends with the front", async () => {
    const { iot, faults, front } = await faultBench();
    faults.add(createThing("hang"));
    const hanging = iot.createThing({ thingName: "t" });
    const failed = expect(hanging).rejects.toMatchObject({ code: "ECONNRESET" });
    await expect.poll(() => faults.list()).toMatchObject([{ struck: 1 }]);
    await front.stop();
    await failed;
  });
});
