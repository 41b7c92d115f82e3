import { styleText } from "node:util";
import { bar } from "./bar.ts";
import type { DevicePhase, DeviceProgress } from "./device-progress.ts";

const words: Readonly<Record<DevicePhase, string>> = {
  waiting: "waiting",
  downloading: "downloading",
  verified: "signature checked",
  restarting: "restarting",
  "self-test": "self-test",
  updated: "updated",
  failed: "failed",
};

const colours = { updated: "green", failed: "red" } as const;

/** How many lines there are for a board, and how many columns. */
export interface BoardSize {
  readonly height: number;
  readonly width: number;
}

/**
 * A bar for each device, a line each, no longer than the board is wide. Where the lines are too few for all of them: a line that
 * sums them up, and those bars that matter most, the moving ones.
 */
export function deviceBoard(devices: readonly DeviceProgress[], { height, width }: BoardSize): string[] {
  if (devices.length <= height) return bars(devices, width);
  const shown = devices.toSorted((one, other) => rank(one) - rank(other)).slice(0, Math.max(0, height - 2));
  const visible = new Set(shown);
  const rest = devices.length - shown.length;
  const visibleBars = bars(
    devices.filter((device) => visible.has(device)),
    width,
  );
  return [summary(devices).slice(0, width), ...visibleBars, `and ${rest} more`].slice(0, height);
}

const longestBar = 28;
const countWidth = 9; // of 1024/1024
const wordsWidth = 17; // of the longest phase

/** What there is no room for is left out of the bar, then the bar, then the end of the words. */
function bars(devices: readonly DeviceProgress[], width: number): string[] {
  const nameWidth = Math.max(0, ...devices.map(({ thingName }) => thingName.length));
  const roomForBar = width - (nameWidth + 2 + 2 + countWidth + 2 + wordsWidth);
  const barWidth = roomForBar < 1 ? 0 : Math.min(longestBar, roomForBar);
  const taken = nameWidth + 2 + (barWidth > 0 ? barWidth + 2 : 0) + countWidth + 2;
  return devices.map((device) => {
    const { received, total, phase, thingName } = device;
    const count = total === 0 ? "" : `${received}/${total}`;
    const said = coloured(phase, wordsOf(device).slice(0, Math.max(0, width - taken)));
    const shown = barWidth > 0 ? [bar(received, total, barWidth)] : [];
    return [thingName.padEnd(nameWidth), ...shown, count.padStart(countWidth), said].join("  ");
  });
}

function wordsOf({ phase, reason }: DeviceProgress): string {
  return phase === "failed" && reason ? `failed: ${reason}` : words[phase];
}

function summary(devices: readonly DeviceProgress[]): string {
  const counts = Object.entries(words)
    .map(([phase, word]) => ({ word, count: devices.filter((device) => device.phase === phase).length }))
    .filter(({ count }) => count > 0);
  return `${devices.length} devices: ${counts.map(({ word, count }) => `${count} ${word}`).join(", ")}`;
}

/** What moves comes first, then what failed, what waits, and what is done. */
function rank({ phase }: DeviceProgress): number {
  return { downloading: 0, verified: 0, restarting: 0, "self-test": 0, failed: 1, waiting: 2, updated: 3 }[phase];
}

function coloured(phase: DevicePhase, text: string): string {
  return phase === "updated" || phase === "failed" ? styleText(colours[phase], text) : text;
}
