import { describe, expect, it } from "vitest";
import { createThing, faultBench, functions } from "../../support/fault-bench.ts";

describe("rules", () => {
  it.each([
    { calls: "1", failing: [1] },
    { calls: "2", failing: [2] },
    { calls: "1-3", failing: [1, 2, 3] },
    { calls: "3-", failing: [3, 4, 5] },
  ])("for calls $calls of five strike $failing", async ({ calls, failing }) => {
    const { iot, faults } = await faultBench();
    faults.add({ service: "iot", operation: "ListThings", calls, fault: "throttle" });
    const failed: number[] = [];
    for (const number of [1, 2, 3, 4, 5]) await iot.listThings({}).catch(() => failed.push(number));
    expect(failed).toEqual(failing);
    expect(faults.list()).toEqual([
      {
        id: "1",
        service: "iot",
        operation: "ListThings",
        calls,
        fault: "throttle",
        counted: 5,
        struck: failing.length,
      },
    ]);
  });

  it("count from when they were made, and only calls of their operation", async () => {
    const { iot, faults } = await faultBench();
    await iot.listThings({});
    faults.add({ service: "iot", operation: "ListThings", calls: "2", fault: "throttle" });
    await iot.listThings({});
    await iot.listThingGroups({});
    await expect(iot.listThings({})).rejects.toThrow("Rate exceeded");
  });

  it("for one operation are counted all, and the first whose turn it is strikes", async () => {
    const { iot, faults } = await faultBench();
    faults.add(createThing("throttle", "1-2"));
    faults.add(createThing("server-error", "2-3"));
    await expect(iot.createThing({ thingName: "t" })).rejects.toMatchObject({ name: "ThrottlingException" });
    await expect(iot.createThing({ thingName: "t" })).rejects.toMatchObject({ name: "ThrottlingException" });
    await expect(iot.createThing({ thingName: "t" })).rejects.toMatchObject({ name: "InternalFailureException" });
    await iot.createThing({ thingName: "t" });
    expect(faults.list()).toMatchObject([
      { counted: 4, struck: 2 },
      { counted: 4, struck: 1 },
    ]);
  });

  it.each(["CreateStreamFunction", functions.CreateStreamFunction])(
    "for the caller %s pass over others",
    async (caller) => {
      const { iot, asFunction, faults } = await faultBench();
      faults.add({ ...createThing("throttle"), caller });
      await iot.createThing({ thingName: "root" });
      await asFunction(functions.SweepFunction).iot.createThing({ thingName: "swept" });
      const its = asFunction(functions.CreateStreamFunction).iot.createThing({ thingName: "its" });
      await expect(its).rejects.toThrow("Rate exceeded");
      expect(faults.list()).toMatchObject([{ caller: functions.CreateStreamFunction, counted: 1, struck: 1 }]);
    },
  );

  it("that are removed strike no more", async () => {
    const { iot, faults } = await faultBench();
    const first = faults.add(createThing("throttle", "1-"));
    const second = faults.add(createThing("denied", "1-"));
    expect(faults.remove(first)).toBe(true);
    expect(faults.remove(first)).toBe(false);
    await expect(iot.createThing({ thingName: "t" })).rejects.toMatchObject({ name: "AccessDeniedException" });
    expect(faults.list().map(({ id }) => id)).toEqual([second]);
    faults.clear();
    await iot.createThing({ thingName: "t" });
  });
});

describe("a rule is refused", () => {
  const valid = { service: "iot", operation: "CreateStream", calls: "1", fault: "throttle" };

  it.each([
    [{ service: "itt" }, 'There is no service "itt"; there are s3, signer, states, sqs, sns, iot, iot-jobs-data'],
    [{ service: undefined }, "The service of a rule is a text"],
    [
      { operation: "CreateSteam" },
      'There is no operation of iot "CreateSteam"; there are CreateStream, UpdateStream, ',
    ],
    [{ operation: "CreateTopicRule" }, 'There is no operation of iot "CreateTopicRule"'], // IoT's, but not played
    [{ fault: "slow" }, 'There is no fault "slow"; there are '],
    [
      { operation: "DescribeStream", fault: "conflict" },
      "DescribeStream never answers conflict; it can throttle, server-error, denied, invalid, not-found, lost-answer, hang, kill-before, kill-after",
    ],
    [{ calls: "0" }, 'Which calls is "0"? Say 1 for the first'],
    [{ calls: "3-1" }, 'Which calls is "3-1"?'],
    [{ calls: "-3" }, 'Which calls is "-3"?'],
    [{ calls: "first" }, 'Which calls is "first"?'],
    [{ calls: 1 }, "The calls of a rule is a text"],
    [{ caller: "createStream" }, 'There is no function "createStream"; there are CreateStreamFunction, SweepFunction'],
    [{ times: "1" }, "A rule has no times; it has service, operation, calls, caller, fault"],
  ])("with %j", async (changes, message) => {
    const { faults } = await faultBench();
    expect(() => faults.add({ ...valid, ...changes } as never)).toThrow(message);
    expect(faults.list()).toEqual([]);
  });
});
