import { describe, expect, it } from "vitest";
import { readAnnouncementKey, readDueKey } from "../../../functions/firmware/record-keys.ts";
import { parseSweep, sweepOrder } from "../../../functions/firmware/sweep.ts";
import { event } from "../../support/releases.ts";

describe("what a sweep is asked", () => {
  it.each([
    ["by its schedule", event("schedule.sweep"), false],
    ["by hand", {}, false],
    ["to tell only", { dryRun: true }, true],
    ["to do it, in so many words", { dryRun: false }, false],
  ])("is understood %s", (_, input, dryRun) => {
    expect(parseSweep(input)).toEqual({ dryRun });
  });

  it.each([[undefined], [{ dry_run: true }], [{ dryRun: "true" }], [{ dryRun: true, release: "x" }], ["dryRun"]])(
    "is refused rather than misunderstood: %j",
    (input) => {
      expect(() => parseSweep(input)).toThrowError(expect.objectContaining({ name: "InputInvalidError" }));
    },
  );
});

describe("the order of a sweep", () => {
  const items = ["3", "1", "4", "2"].map((place) => ({ place }));
  const order = (after?: string) => sweepOrder(items, after).map(({ place }) => place);

  it("begins with the oldest", () => {
    expect(order()).toEqual(["1", "2", "3", "4"]);
  });

  it.each([
    ["2", ["3", "4", "1", "2"]],
    ["4", ["1", "2", "3", "4"]],
    ["2.5", ["3", "4", "1", "2"]],
  ])("goes on behind where the last one stopped, %s, then comes to the others", (after, expected) => {
    expect(order(after)).toEqual(expected);
  });
});

describe("the sweeper's list", () => {
  const id = "thermostat-1_4_0-3c9bb594";

  it("tells releases by the keys of their announcements", () => {
    expect(readAnnouncementKey(`open/thermostat/${id}.json`)).toEqual({ id, product: "thermostat" });
  });

  it.each(["open/", `open/other/${id}.json`, `open/thermostat/${id}`, `open/thermostat/x/${id}.json`, "open/a/b.json"])(
    "leaves out what is no announcement: %s",
    (key) => {
      expect(readAnnouncementKey(key)).toBeUndefined();
    },
  );

  it("tells when a retention ends", () => {
    expect(readDueKey(`due/2026-01-31/thermostat/${id}`)).toEqual({
      name: { id, product: "thermostat" },
      day: "2026-01-31",
    });
  });

  it.each(["due/", `due/tomorrow/thermostat/${id}`, `due/2026-01-31/other/${id}`, `due/2026-01-31/thermostat/${id}/x`])(
    "leaves out what is no end of a retention: %s",
    (key) => {
      expect(readDueKey(key)).toBeUndefined();
    },
  );
});
