import { stripVTControlCharacters } from "node:util";
import { expect, it } from "vitest";
import { type BoardSize, deviceBoard } from "../../cli/device-board.ts";
import { openProgressBook } from "../../cli/device-progress.ts";
import type { DeviceEvent } from "../../local/device/events.ts";

const names = ["d-1", "d-2", "d-3", "d-4"];

/** A board after these events. */
function board(height: number, ...events: [string, DeviceEvent][]): string[] {
  return boardOf({ height, width: 80 }, ...events);
}

function boardOf(size: BoardSize, ...events: [string, DeviceEvent][]): string[] {
  const book = openProgressBook(names);
  for (const [name, event] of events) book.note(name, event, 0);
  return deviceBoard(book.all(), size).map(stripVTControlCharacters);
}

const downloading: DeviceEvent = { type: "downloading", jobId: "j", blocks: 26, bytes: 1 };
const half: DeviceEvent = { type: "block", received: 13, total: 26 };
const reported = (status: "SUCCEEDED" | "FAILED", reason: string): DeviceEvent => ({
  type: "reported",
  jobId: "j",
  report: { status, statusDetails: { reason } },
});

it("a board has a bar for each device", () => {
  const events: [string, DeviceEvent][] = [
    ["d-1", downloading],
    ["d-1", half],
    ["d-2", downloading],
    ["d-2", reported("FAILED", "0x000000e3: 0x00000000")],
    ["d-3", reported("SUCCEEDED", "accepted  v1.4.0")],
  ];
  expect(board(4, ...events)).toEqual([
    "d-1  ██████████████░░░░░░░░░░░░░░      13/26  downloading",
    "d-2  ░░░░░░░░░░░░░░░░░░░░░░░░░░░░       0/26  failed: 0x000000e3: 0x00000000",
    "d-3  ░░░░░░░░░░░░░░░░░░░░░░░░░░░░             updated",
    "d-4  ░░░░░░░░░░░░░░░░░░░░░░░░░░░░             waiting",
  ]);
});

it("a board that is too low sums up, and shows the bars that move", () => {
  expect(
    board(3, ["d-1", reported("SUCCEEDED", "")], ["d-2", reported("FAILED", "")], ["d-4", downloading], ["d-4", half]),
  ).toEqual([
    "4 devices: 1 waiting, 1 downloading, 1 updated, 1 failed",
    "d-4  ██████████████░░░░░░░░░░░░░░      13/26  downloading",
    "and 3 more",
  ]);
});

it.each([
  { width: 60, line: "d-1  ████████████░░░░░░░░░░░░░      13/26  downloading" },
  { width: 40, line: "d-1  ██░░░      13/26  downloading" },
  { width: 30, line: "d-1      13/26  downloading" },
  { width: 20, line: "d-1      13/26  down" },
])("a board that is $width columns wide has no longer line", ({ width, line }) => {
  const events: [string, DeviceEvent][] = [
    ["d-1", downloading],
    ["d-1", half],
    ["d-2", reported("FAILED", "0x000000e3: 0x00000000")],
  ];
  const lines = [...boardOf({ height: 4, width }, ...events), ...boardOf({ height: 3, width }, ...events)];
  expect(lines).toContain(line);
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(width);
});

it.each([1, 2])("a board of height %i is no higher", (height) => {
  expect(board(height)).toHaveLength(height);
});

it("a device that begins anew begins at the first block", () => {
  const book = openProgressBook(names);
  for (const event of [downloading, half, reported("FAILED", "aborted: 0x00000000"), downloading])
    book.note("d-1", event, 7);
  expect(book.of("d-1")).toEqual({
    thingName: "d-1",
    phase: "downloading",
    received: 0,
    total: 26,
    signatureChecked: false,
    endedAt: undefined,
    reason: undefined,
  });
});

it.each<{ event: DeviceEvent; phase: string }>([
  { event: { type: "verified", jobId: "j", certificate: "/c" }, phase: "verified" },
  { event: { type: "restarting", because: "image is staged" }, phase: "restarting" },
  { event: { type: "booted", version: "1.4.0", testing: true, rolledBack: false }, phase: "self-test" },
  { event: { type: "booted", version: "1.3.0", testing: false, rolledBack: true }, phase: "waiting" },
  { event: { type: "reported", jobId: "j", report: { status: "IN_PROGRESS", statusDetails: {} } }, phase: "waiting" },
])("after $event.type a device is in phase $phase", ({ event, phase }) => {
  const book = openProgressBook(names);
  book.note("d-1", event, 0);
  expect(book.of("d-1").phase).toBe(phase);
});
