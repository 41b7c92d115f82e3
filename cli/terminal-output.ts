import { styleText } from "node:util";
import { createLogUpdate } from "log-update";
import { deviceBoard } from "./device-board.ts";
import type { Happening } from "./happenings.ts";
import { createLines, inTone } from "./lines.ts";
import type { Output, Presentation } from "./presentation.ts";

const framesPerSecond = 12;
const otherLines = 12; // of the terminal are left to the steps of the workflow
const lowestBoard = 5;

/** On a terminal: the workflow's steps scroll by, and below them a bar for each device moves. */
export function terminalOutput(stream: NodeJS.WriteStream, presentation: Required<Presentation>): Output {
  const live = createLogUpdate(stream);
  const textOf = createLines(presentation, inTone);
  let isLive = false;
  let now = "";
  let frame: NodeJS.Timeout | undefined;

  function draw(): void {
    clearTimeout(frame);
    frame = undefined;
    if (!isLive) return;
    const height = Math.max(lowestBoard, (stream.rows || 24) - otherLines);
    const board = deviceBoard(presentation.progress(), { height, width: stream.columns });
    live(["", styleText("dim", now), ...board].join("\n"));
  }

  function note(happening: Happening): void {
    if (happening.type === "started") isLive = true;
    if (happening.type === "state entered") now = happening.state;
    if (happening.type === "execution ended") now = "";
  }

  function endLive(): void {
    clearTimeout(frame);
    frame = undefined;
    isLive = false;
    live.clear();
    live.done();
  }

  return {
    show(happening, at) {
      note(happening);
      if (happening.type === "outcome") endLive();
      const text = isOnBoard(happening) ? undefined : textOf(happening, at);
      if (text !== undefined) {
        live.persist(text);
        draw(); // at once, or the board would be away until the next frame
      } else if (isLive) frame ??= setTimeout(draw, 1000 / framesPerSecond);
    },
    close: endLive,
  };
}

/** What a bar shows already. */
function isOnBoard(happening: Happening): boolean {
  return (
    happening.type === "device" && !(happening.event.type === "reported" && happening.event.report.status === "FAILED")
  );
}
