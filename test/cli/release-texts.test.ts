import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { cleanUpText } from "../../cli/releases/cancel-text.ts";
import type { ListedRelease } from "../../cli/releases/list-releases.ts";
import type { ReleaseReport } from "../../cli/releases/look-at-release.ts";
import { releaseTable } from "../../cli/releases/release-table.ts";
import { releaseText } from "../../cli/releases/release-text.ts";
import { sweepText } from "../../cli/sweep-text.ts";
import { when } from "../../cli/when.ts";
import { wrapped } from "../../cli/wrapped.ts";
import type { DeviceCounts } from "../../functions/firmware/rollout.ts";

const now = new Date(2026, 10, 24, 12).getTime();
const listed: ListedRelease = {
  release: "kettle-1_4_0-00000001",
  product: "kettle",
  version: "1.4.0",
  state: "failed",
  since: new Date(2026, 10, 24, 6, 43).toISOString(),
  error: "RolloutFailedError",
  cause: "1 failed;\u001b[2J 100 % had to succeed",
  workflowState: null,
  devices: { queued: 0, inProgress: 0, succeeded: 4, failed: 1, rejected: 0, timedOut: 0, canceled: 0, removed: 2 },
};

/** Without its colours, which depend on where tests run. */
const linesOf = (text: string) => stripVTControlCharacters(text).split("\n");

describe("a list of releases", () => {
  it("is a line each, and a reason below, cut to the terminal and harmless to it", () => {
    const underWay = {
      ...listed,
      error: null,
      cause: null,
      state: "under way",
      workflowState: "Wait For Devices",
    } as const;
    expect(linesOf(releaseTable({ releases: [underWay, listed], older: 12 }, 60, now))).toEqual([
      "product  version  state             devices  since         release",
      "kettle   1.4.0    Wait For Devices      4/5  24 Nov 06:43  kettle-1_4_0-00000001",
      "kettle   1.4.0    failed                4/5  24 Nov 06:43  kettle-1_4_0-00000001",
      "  RolloutFailedError: 1 failed;\\u{1b}[2J 100 % had to succe…",
      "",
      "and 12 older; --limit 14 shows them all",
    ]);
  });

  it("may be empty", () => {
    const none = { releases: [], older: 0 };
    expect(releaseTable(none, 80, now)).toBe("There are no releases yet.");
    expect(releaseTable(none, 80, now, { product: "kettle" })).toBe("There are no releases of kettle yet.");
    expect(releaseTable(none, 80, now, { outcome: "failed" })).toBe("No release is failed.");
    expect(releaseTable(none, 80, now, { product: "kettle", outcome: "failed" })).toBe(
      "No release of kettle is failed.",
    );
  });

  it("does not say that there are none when none was to be looked at", () => {
    expect(releaseTable({ releases: [], older: 7 }, 80, now)).toBe("7 releases; --limit 7 shows them all");
  });
});

describe("a release", () => {
  const { workflowState, ...standing } = listed;
  const report: ReleaseReport = {
    ...standing,
    execution: null,
    by: "clean-up",
    announcedAt: null,
    servingSince: null,
    targets: [],
    files: [],
    job: null,
  };
  const said = { since: listed.since, progress: null, blocks: null, advice: null };
  const device = { ...said, thingName: "kettle-1", status: "FAILED" } as const;
  const unknown = { ...device, reason: "too\u202ehot", meaning: null };
  const known = { ...device, reason: "0x000000e3: 0x00000000", meaning: "the signature does not fit the image" };
  const view = { others: [], now, width: 48 };

  it("is told in facts that stay in their column", () => {
    expect(linesOf(releaseText(report, [], view))).toEqual([
      "kettle 1.4.0  kettle-1_4_0-00000001",
      "",
      "state    failed 24 Nov 06:43, by clean-up",
      "why      RolloutFailedError: 1 failed;\\u{1b}[2J",
      "         100 % had to succeed",
      "devices  4 of 5 run it: 4 succeeded, 1 failed, 2",
      "         removed",
      "",
      "What the error means, and the way out: docs/operating.md",
    ]);
  });

  it("tells all of a long cause", () => {
    const cause = `${"kettle-1: rejected: 0x00000010. ".repeat(20)}\u202e🔥end`;
    const text = releaseText({ ...report, cause }, [], { ...view, width: Number.POSITIVE_INFINITY });
    expect(text).toContain(`why      RolloutFailedError: ${cause.replace("\u202e", "\\u{202e}")}\n`);
  });

  it("tells what its devices say, and how many more there are", () => {
    const counts = { ...listed.devices, failed: 40 } as DeviceCounts;
    const text = releaseText({ ...report, devices: counts }, [known, unknown], { ...view, others: ["kettle-1_4_0-2"] });
    expect(linesOf(text).slice(-8, -2)).toEqual([
      "device    status  since         what it says",
      "kettle-1  failed  24 Nov 06:43  the signature does not fit the image (0x000000e3: 0x00000000)",
      "kettle-1  failed  24 Nov 06:43  too\\u{202e}hot",
      "and 40 more devices not on it; --limit shows them",
      "",
      "Other releases of this version: kettle-1_4_0-2",
    ]);
  });
});

describe("a sweep", () => {
  const things = [{ release: "kettle-1_4_0-00000001", what: "job/AFR_OTA-kettle-1_4_0-00000001", why: "it is over" }];

  it("tells what went, what stays, and that its time was up", () => {
    const text = sweepText({ dryRun: false, looked: 7, swept: things, left: things, stoppedAfter: "2026" });
    expect(text.split("\n")).toEqual([
      "It looked at 7 places.",
      "Its time was up before it had seen all: the next sweep goes on there.",
      "",
      "Swept:",
      "  release                what                               why",
      "  kettle-1_4_0-00000001  job/AFR_OTA-kettle-1_4_0-00000001  it is over",
      "",
      "It stays for now:",
      "  release                what                               why",
      "  kettle-1_4_0-00000001  job/AFR_OTA-kettle-1_4_0-00000001  it is over",
    ]);
  });

  it("that only looked says that nothing was changed", () => {
    expect(sweepText({ dryRun: true, looked: 1, swept: [], left: [] })).toBe(
      "Nothing was changed. It looked at 1 place.\nThere is nothing to sweep.",
    );
  });
});

it("a cancellation without a verdict says what it waits for", () => {
  expect(cleanUpText({ state: "undecided" })).toBe("Waiting for clean-up to write its verdict …");
});

it.each([
  [new Date(2026, 10, 24, 6, 3), "24 Nov 06:03"],
  [new Date(2026, 5, 1, 23, 59), " 1 Jun 23:59"],
  [new Date(2025, 10, 24, 6, 3), "24 Nov  2025"],
])("%s is told as %j", (date, text) => {
  expect(when(date.toISOString(), now)).toBe(text);
});

it.each([
  ["one two three", 7, ["one two", "three"]],
  ["one two", Number.POSITIVE_INFINITY, ["one two"]],
  ["a s3://some-long-bucket/key b", 5, ["a", "s3://some-long-bucket/key", "b"]],
  ["", 5, [""]],
])("%j in %d columns is %j", (text, width, lines) => {
  expect(wrapped(text, width)).toEqual(lines);
});
