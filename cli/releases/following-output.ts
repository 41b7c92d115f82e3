import { createLogUpdate } from "log-update";
import type { Look } from "./follow-release.ts";
import { followingBoard } from "./following-board.ts";
import { createFollowingLines } from "./following-lines.ts";
import { releaseText } from "./release-text.ts";

/** Where a release that is followed is shown. */
export interface FollowingOutput {
  /** How many devices there is room for. */
  readonly deviceLimit: number;
  show(look: Look): void;
  /** A word beside what is shown. */
  say(text: string): void;
  /** Leaves behind what was said, and of the last look all there is, unless it was interrupted. */
  close(last: Look | undefined): void;
}

/** Bars that move, on a terminal that knows its size; a JSON document a line; or plain lines. */
export function openFollowingOutput(stream: NodeJS.WriteStream, isJson: boolean): FollowingOutput {
  if (isJson) return jsonFollowing(stream);
  return stream.isTTY && stream.columns > 0 ? liveFollowing(stream) : plainFollowing(stream);
}

const plainLimit = 20; // devices

/** The facts of `ota status --json`, whenever they have changed. */
function jsonFollowing(stream: NodeJS.WritableStream): FollowingOutput {
  let last = "";
  return {
    deviceLimit: plainLimit,
    show({ report, devices }) {
      const text = JSON.stringify({ ...report, things: devices });
      if (text !== last) stream.write(`${text}\n`);
      last = text;
    },
    say() {},
    close() {},
  };
}

function plainFollowing(stream: NodeJS.WriteStream): FollowingOutput {
  const linesOf = createFollowingLines({ isColoured: stream.isTTY, counts: true });
  const say = (text: string) => void stream.write(`${text}\n`);
  return {
    deviceLimit: plainLimit,
    show: (look) => linesOf(look).forEach(say),
    say,
    close: (last) => last && say(`\n${finalText(last, Number.POSITIVE_INFINITY)}`),
  };
}

const stepLines = 12; // of the terminal are left to what scrolls by
const fewestBars = 5;

/** What happens scrolls by, and below it stands how the release is, with a bar for each device that is not done. */
function liveFollowing(stream: NodeJS.WriteStream): FollowingOutput {
  const live = createLogUpdate(stream);
  const linesOf = createFollowingLines({ isColoured: true, counts: false });
  const deviceLimit = Math.max(fewestBars, (stream.rows || 24) - stepLines);
  return {
    deviceLimit,
    show(look) {
      for (const line of linesOf(look)) live.persist(line);
      live(["", ...followingBoard(look, { height: deviceLimit, width: stream.columns })].join("\n"));
    },
    say: (text) => live.persist(text),
    close(last) {
      live.clear();
      live.done();
      if (last) stream.write(`\n${finalText(last, stream.columns)}\n`);
    },
  };
}

function finalText({ report, devices }: Look, width: number): string {
  return releaseText(report, devices, { others: [], now: Date.now(), width });
}
