import { afterEach, describe, expect, it } from "vitest";
import { devicePages } from "../../cli/releases/device-pages.ts";
import { lookAtDevices } from "../../cli/releases/devices.ts";
import { unsuccessfulThings } from "../../cli/releases/unsuccessful-things.ts";
import { countDevices } from "../../functions/firmware/rollout.ts";
import { countCalls } from "../support/counted-calls.ts";
import { manyExecutions } from "../support/many-executions.ts";

const many = { SUCCEEDED: 9_000, FAILED: 400, QUEUED: 500, IN_PROGRESS: 100 };
const play = await manyExecutions(many);
const counted = countCalls();
afterEach(() => {
  play(many);
  counted.reset();
});

const jobId = "AFR_OTA-kettle-1_4_0-00000001";
const counts = { ...countDevices(undefined), succeeded: 9_000, failed: 400, queued: 500, inProgress: 100 };

describe("a look at the devices of a release for 10,000", () => {
  it("is at those that matter, and a call for each, however many there are", async () => {
    const devices = await lookAtDevices(jobId, counts, 12);
    expect(devices.map(({ thingName }) => thingName)).toEqual(
      Array.from({ length: 12 }, (_, at) => `FAILED-${at + 1}`),
    );
    expect(Object.fromEntries(counted.calls)).toEqual({ ListJobExecutionsForJob: 1, DescribeJobExecution: 12 });
  });

  it("asks for no status that nobody is in, and goes on with the next one where one has too few", async () => {
    const few = { ...counts, failed: 2, inProgress: 0 };
    play({ SUCCEEDED: 9_000, FAILED: 2, QUEUED: 500 });
    const devices = await lookAtDevices(jobId, few, 4);
    expect(devices.map(({ thingName }) => thingName)).toEqual(["FAILED-1", "FAILED-2", "QUEUED-1", "QUEUED-2"]);
    expect(counted.calls.get("ListJobExecutionsForJob")).toBe(2);
  });

  it("is at as many of a status as were asked for, and at those that wait without a call for each", async () => {
    play({ SUCCEEDED: 9_000, QUEUED: 500 });
    const waiting = { ...counts, failed: 0, inProgress: 0 };
    expect(await lookAtDevices(jobId, waiting, 300)).toHaveLength(300);
    expect(Object.fromEntries(counted.calls)).toEqual({ ListJobExecutionsForJob: 2 });
  });

  it("does not ask again after those that have said nothing since", async () => {
    const seen = new Map();
    const first = await lookAtDevices(jobId, counts, 3, seen);
    counted.reset();
    expect(await lookAtDevices(jobId, counts, 4, seen)).toMatchObject([...first, { thingName: "FAILED-4" }]);
    expect(counted.calls.get("DescribeJobExecution")).toBe(1);
    expect(seen.size).toBe(4);
  });

  it("explains what they report, with what most often helps", async () => {
    const [failed] = await lookAtDevices(jobId, counts, 1);
    expect(failed).toMatchObject({
      reason: "rejected: 0x00000010",
      meaning: "the image has the version that it ran before, or did not start and was rolled back",
      advice: expect.stringMatching(/^build the image with the released version in its own header/),
    });
  });
});

describe("a list of the devices", () => {
  it("comes page by page, with no call for those that have nothing to say", async () => {
    const pages = [];
    for await (const page of devicePages({ jobId, status: "SUCCEEDED", limit: 1_000 })) pages.push(page.length);
    expect(pages).toEqual([250, 250, 250, 250]);
    expect(Object.fromEntries(counted.calls)).toEqual({ ListJobExecutionsForJob: 4 });
  });

  it("ends where it was told to", async () => {
    const pages = [];
    for await (const page of devicePages({ jobId, status: "QUEUED", limit: 260 })) pages.push(page.length);
    expect(pages).toEqual([250, 10]);
  });
});

it("the things that did not succeed are found without asking for each", async () => {
  const names = await unsuccessfulThings(jobId);
  expect(names).toHaveLength(900);
  expect(Object.fromEntries(counted.calls)).toEqual({ ListJobExecutionsForJob: 7 });
});
