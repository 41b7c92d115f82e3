import type { Job, OTAUpdateInfo } from "@aws-sdk/client-iot";
import { describe, expect, it } from "vitest";
import { lateSignedObjects, type Remains, stepsToEnd, stepsToRetire } from "../../../functions/firmware/ending.ts";
import { isOver, mayBeJobOf } from "../../../functions/firmware/offer.ts";
import { type Outcome, type Verdict, verdictOf } from "../../../functions/firmware/verdict.ts";
import { aRelease } from "../../support/releases.ts";

const endedAt = Date.UTC(2026, 0, 1, 12);
const hours = 3_600_000;
const { id } = aRelease();
const nothing: Remains = { update: undefined, job: undefined, streams: [], signedObjects: 0 };
const made = { streams: [id], signedObjects: 2 };

function verdict(outcome: Outcome = "failed"): Verdict {
  return verdictOf(aRelease(), {
    outcome,
    failure: { Error: "SigningFailedError" },
    execution: "arn:aws:states:us-east-1:123456789012:execution:FirmwareUpdate:x",
    by: "clean-up",
    devices: null,
    announcedAt: "2026-01-01T11:00:00.000Z",
    endedAt: new Date(endedAt).toISOString(),
  });
}

const update = (otaUpdateStatus: string): OTAUpdateInfo =>
  ({ otaUpdateStatus, lastModifiedDate: new Date(endedAt) }) as OTAUpdateInfo;
const job = (status: string, numberOfInProgressThings = 0): Job =>
  ({ status, jobProcessDetails: { numberOfInProgressThings } }) as Job;
const acts = (
  remains: Partial<Remains>,
  { hoursLater = 1, outcome }: { hoursLater?: number; outcome?: Outcome } = {},
) => stepsToEnd(verdict(outcome), { ...nothing, ...remains }, endedAt + hoursLater * hours).map(({ act }) => act);

describe("a release that has ended before devices were offered it", () => {
  it.each<[string, Partial<Remains>, string[]]>([
    ["nothing was made of it", {}, []],
    ["it was signed and streamed", made, ["delete stream", "delete signed objects"]],
    [
      "its OTA update could not be created",
      { update: update("CREATE_FAILED"), ...made },
      ["delete OTA update", "delete stream", "delete signed objects"],
    ],
    ["AWS creates its OTA update", { update: update("CREATE_PENDING") }, ["wait"]],
    ["AWS is at its OTA update", { update: update("CREATE_IN_PROGRESS") }, ["wait"]],
    [
      "its OTA update is complete, and its job was deleted",
      { update: update("CREATE_COMPLETE") },
      ["delete OTA update"],
    ],
    ["its OTA update could not be deleted", { update: update("DELETE_FAILED") }, ["delete OTA update"]],
  ])("is undone, the last thing first: %s", (_, remains, expected) => {
    expect(acts(remains)).toEqual(expected);
  });

  it("waits for the job of an OTA update that is just complete", () => {
    expect(acts({ update: update("CREATE_COMPLETE") }, { hoursLater: 0 })).toEqual(["wait"]);
  });

  it("stays announced for a day, then no longer", () => {
    expect(acts({}, { hoursLater: 23.9 })).toEqual([]);
    expect(acts({}, { hoursLater: 24 })).toEqual(["withdraw announcement"]);
    expect(acts(made, { hoursLater: 24 })).toEqual(["delete stream", "delete signed objects", "withdraw announcement"]);
  });
});

describe("a release that has ended after devices were offered it", () => {
  const offered = { update: update("CREATE_COMPLETE"), ...made };
  const rest = ["delete stream", "delete signed objects"];

  it.each<[string, Job, string[]]>([
    ["its job runs", job("IN_PROGRESS", 1), ["cancel job", ...rest]],
    ["its job is scheduled", job("SCHEDULED"), ["cancel job", ...rest]],
    ["its job is over", job("CANCELED"), rest],
    ["devices are in the middle", job("CANCELED", 2), ["wait", ...rest]],
    ["AWS deletes its job", job("DELETION_IN_PROGRESS"), ["wait", ...rest]],
  ])("has its job taken back, and keeps job and OTA update: %s", (_, ofIt, expected) => {
    expect(acts({ ...offered, job: ofIt })).toEqual(expected);
  });

  it("leaves the rest to its retention a day later", () => {
    expect(acts({ ...offered, ...nothing, job: job("CANCELED") }, { hoursLater: 24 })).toEqual(["leave to retention"]);
  });

  it("is not held up by a stream that AWS keeps beside the job", () => {
    const [stream] = stepsToEnd(verdict(), { ...nothing, streams: [id], job: job("CANCELED") }, endedAt);
    expect(stream).toMatchObject({ act: "delete stream", isOptional: true });
  });

  it("takes back the stream that the OTA service made for its job as it does its own", () => {
    const streams = ["AFR_OTA-6e01bdb2-5057-4606-8966-b1bf8028416f"];
    expect(stepsToEnd(verdict(), { ...nothing, streams, job: job("CANCELED") }, endedAt)).toEqual([
      {
        act: "delete stream",
        what: "stream/AFR_OTA-6e01bdb2-5057-4606-8966-b1bf8028416f",
        why: "the release is failed: SigningFailedError",
        isOptional: true,
      },
    ]);
  });

  it("says what goes, and why", () => {
    expect(stepsToEnd(verdict("cancelled"), { ...nothing, job: job("IN_PROGRESS") }, endedAt)).toEqual([
      { act: "cancel job", what: `job/AFR_OTA-${id}`, why: "the release is cancelled: SigningFailedError" },
    ]);
    expect(stepsToEnd(verdict(), { ...nothing, job: job("CANCELED", 1) }, endedAt)).toEqual([
      { act: "wait", what: `job/AFR_OTA-${id}`, why: "a device is in the middle" },
    ]);
  });
});

describe("a release that has won", () => {
  const all = { update: update("CREATE_COMPLETE"), job: job("COMPLETED"), ...made };

  it("is left to its retention, with all that was made of it", () => {
    expect(acts(all, { outcome: "released" })).toEqual(["leave to retention"]);
  });

  it("is left as it is while it serves, for years", () => {
    expect(acts(all, { outcome: "serving", hoursLater: 50_000 })).toEqual([]);
  });
});

describe("a release whose retention is over", () => {
  const entry = `due/2026-01-31/thermostat/${id}`;
  const retire = (remains: Partial<Remains>) =>
    stepsToRetire(verdict("released"), { ...nothing, ...remains }, entry).map(({ act }) => act);

  it.each<[string, Partial<Remains>, string[]]>([
    [
      "all is there",
      { update: update("CREATE_COMPLETE"), job: job("COMPLETED"), ...made },
      ["delete OTA update", "delete job", "delete stream", "delete signed objects", "forget"],
    ],
    ["its job is left", { job: job("CANCELED") }, ["delete job", "forget"]],
    [
      "its job and the stream that the OTA service made for it are left",
      { job: job("CANCELED"), streams: ["AFR_OTA-6e01bdb2-5057-4606-8966-b1bf8028416f"] },
      ["delete stream", "delete job", "forget"],
    ],
    ["somebody was here before", {}, ["forget"]],
  ])("is retired: OTA update, job, stream, signed objects, entry: %s", (_, remains, expected) => {
    expect(retire(remains)).toEqual(expected);
  });

  it.each<[string, Job]>([
    ["devices are in the middle", job("CANCELED", 1)],
    ["its job is being deleted", job("DELETION_IN_PROGRESS")],
    ["its job runs again, whoever did that", job("IN_PROGRESS")],
  ])("waits first when %s", (_, ofIt) => {
    expect(retire({ job: ofIt })[0]).toBe("wait");
  });

  it("says so, and which entry goes with it", () => {
    expect(stepsToRetire(verdict("released"), nothing, entry)).toEqual([
      { act: "forget", what: entry, why: "the release is released, and its retention is over" },
    ]);
  });
});

it.each([
  ["CANCELED", true],
  ["COMPLETED", true],
  ["DELETION_IN_PROGRESS", true],
  ["IN_PROGRESS", false],
  ["SCHEDULED", false],
  [undefined, false],
] as const)("takes a job that is %s for over: %s", (status, isIt) => {
  expect(isOver(status ? { status } : {})).toBe(isIt);
});

it("has what Signer wrote late deleted, whatever became of it", () => {
  expect(lateSignedObjects(verdict())).toEqual({
    act: "delete signed objects",
    what: `signed/${id}/`,
    why: "the release is failed, and nothing else of it is left",
  });
});

it.each([
  ["made after its announcement", "2026-01-01T11:00:00Z", true],
  ["older than its announcement: somebody else's", "2026-01-01T10:59:59Z", false],
])("is asked to own a job of its name only when that is %s", (_, createdAt, isOwn) => {
  expect(mayBeJobOf({ createdAt: new Date(createdAt) }, verdict().announcedAt)).toBe(isOwn);
});
