import type { Job, OTAUpdateInfo } from "@aws-sdk/client-iot";
import { describe, expect, it } from "vitest";
import {
  type Announced,
  type EndingRelease,
  isAnnouncedBefore,
  neighboursOf,
  SupersededError,
  whyNotEnded,
} from "../../../functions/firmware/previous-release.ts";
import { aRelease } from "../../support/releases.ts";

const noon = Date.UTC(2026, 0, 1, 12);
/** @param seconds S3 cuts their fraction off */
const at = (id: string, seconds: number, turn?: number): Announced => ({
  id,
  writtenAt: noon + Math.floor(seconds) * 1000,
  turn,
  announcedAt: new Date(noon + seconds * 1000).toISOString(),
});
const idsOf = (list: readonly Announced[]) => list.map(({ id }) => id);

describe("the order of a product's releases", () => {
  it.each<[string, Announced, Announced, boolean]>([
    ["an earlier time is before", at("b", 0), at("a", 1), true],
    ["a later time is not", at("a", 1), at("b", 0), false],
    ["within a second the earlier turn is before", at("b", 0.002, 3), at("a", 0.001, 4), true],
    ["and the later is not", at("a", 0.001, 4), at("b", 0.002, 3), false],
    ["who has a turn is before who has none yet", at("b", 0.002, 3), at("a", 0.001), true],
    ["and who has none is not", at("a", 0.001), at("b", 0.002, 3), false],
    ["S3's second counts more than turns", at("b", 0, 4), at("a", 1, 3), true],
    ["without turns who says so is before", at("b", 0.001), at("a", 0.002), true],
    ["and who came later is not", at("a", 0.002), at("b", 0.001), false],
    ["S3's second counts more", { ...at("b", 0), announcedAt: at("b", 1.2).announcedAt }, at("a", 1.1), true],
    ["at the very same time the lower id is before", at("a", 0), at("b", 0), true],
    ["and the higher is not", at("b", 0), at("a", 0), false],
    ["nothing is before itself", at("a", 0), at("a", 0), false],
  ])("is that of their announcements: %s", (_, one, other, isBefore) => {
    expect(isAnnouncedBefore(one, other)).toBe(isBefore);
  });

  it.each<[string, Announced[], string[], string[]]>([
    ["alone", [], [], []],
    ["behind others, whatever order they are listed in", [at("b", -1), at("z", -9), at("a", -1)], ["z", "a", "b"], []],
    ["before others, the newest of them first", [at("b", 1), at("z", 9), at("a", 3)], [], ["z", "a", "b"]],
    ["in the middle", [at("z", 1), at("a", -1)], ["a"], ["z"]],
    ["among those of its very second", [at("a", 0), at("z", 0)], ["a"], ["z"]],
  ])("has a release %s", (_, others, earlier, later) => {
    const own = at("m", 0);
    const found = neighboursOf(own, [own, ...others]);
    expect(idsOf(found.earlier)).toEqual(earlier);
    expect(idsOf(found.later)).toEqual(later);
  });

  it("is the same to everybody: of any two, one ends the other", () => {
    const all = [at("a", 0), at("b", 0), at("c", -1), at("d", 2), at("e", 0.3), at("a0", 0.7)];
    for (const one of all) {
      for (const other of all.filter((candidate) => candidate !== one)) {
        const isEarlier = neighboursOf(one, all).earlier.includes(other);
        expect(neighboursOf(other, all).earlier.includes(one)).toBe(!isEarlier);
        expect(neighboursOf(other, all).later.includes(one)).toBe(isEarlier);
      }
    }
  });
});

it("is said who takes a release's place", () => {
  const error = new SupersededError(aRelease({ version: "1.5.0", id: "thermostat-1_5_0-00000001" }));
  expect(error).toMatchObject({
    name: "SupersededError",
    by: "thermostat-1_5_0-00000001",
    message: "thermostat 1.5.0 takes its place, announced later as thermostat-1_5_0-00000001",
  });
});

describe("an earlier release", () => {
  const update = (otaUpdateStatus: string, secondsAgo = 600): OTAUpdateInfo =>
    ({ otaUpdateStatus, lastModifiedDate: new Date(noon - secondsAgo * 1000) }) as OTAUpdateInfo;
  const job = (status: string, numberOfInProgressThings = 0): Job =>
    ({ status, jobProcessDetails: { numberOfInProgressThings } }) as Job;
  const stopped = (secondsAgo: number) => ({ status: "ABORTED", stoppedAt: noon - secondsAgo * 1000 });
  const why = (release: Partial<EndingRelease>): string | undefined =>
    whyNotEnded({ id: "x", execution: stopped(600), update: undefined, job: undefined, ...release }, noon);

  it.each<[string, Partial<EndingRelease>]>([
    ["its job was cancelled", { update: update("CREATE_COMPLETE"), job: job("CANCELED"), execution: stopped(0) }],
    ["devices are in the middle of its cancelled job: they finish", { job: job("CANCELED", 3), execution: stopped(0) }],
    ["its job is completed", { job: job("COMPLETED"), execution: stopped(0) }],
    ["somebody deletes its job", { job: job("DELETION_IN_PROGRESS"), execution: stopped(0) }],
    ["there is no job, two minutes after it was stopped", { execution: stopped(121) }],
    ["its OTA update could not be created", { update: update("CREATE_FAILED", 1), execution: stopped(121) }],
    [
      "its OTA update is being deleted, and has no job",
      { update: update("DELETE_IN_PROGRESS"), execution: stopped(121) },
    ],
    ["its job is gone, long after it was made", { update: update("CREATE_COMPLETE", 121) }],
  ])("has ended when %s", (_, release) => {
    expect(why(release)).toBeUndefined();
  });

  it.each<[string, Partial<EndingRelease>, string]>([
    ["its execution runs", { execution: { status: "RUNNING" }, job: job("CANCELED") }, "x: its execution is not over"],
    ["its job runs", { job: job("IN_PROGRESS") }, "x: its job is IN_PROGRESS"],
    ["its job is scheduled", { job: job("SCHEDULED") }, "x: its job is SCHEDULED"],
    ["its creation is pending", { update: update("CREATE_PENDING") }, "x: its OTA update is CREATE_PENDING"],
    ["its creation goes on", { update: update("CREATE_IN_PROGRESS") }, "x: its OTA update is CREATE_IN_PROGRESS"],
    [
      "nobody tells when its execution was over",
      { execution: { status: "FAILED" } },
      "x: until 2026-01-01T12:02:00.000Z a step in flight may still offer it to devices",
    ],
    [
      "a Lambda in flight may still create its OTA update",
      { execution: stopped(120) },
      "x: until 2026-01-01T12:00:00.000Z a step in flight may still offer it to devices",
    ],
    [
      "its OTA update is complete, and AWS is late to show its job",
      { update: update("CREATE_COMPLETE", 20) },
      "x: until 2026-01-01T12:01:40.000Z a step in flight may still offer it to devices",
    ],
  ])("has not ended while %s", (_, release, words) => {
    expect(why(release)).toBe(words);
  });
});
