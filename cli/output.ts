import type { Happening, StartedHappening } from "./happenings.ts";
import { jsonOutput } from "./json-output.ts";
import { plainOutput } from "./plain-output.ts";
import { terminalOutput } from "./terminal-output.ts";

/** Where a command says what happens. */
export interface Output {
  /** @param at milliseconds since 1970 */
  show(happening: Happening, at: number): void;
  /** Leaves behind what was said, and nothing that moves. */
  close(): void;
}

/** How a command wants it said. */
export interface Presentation {
  /** Its first words, once all is up. */
  readonly introduce: (started: StartedHappening) => string;
  /** Whether bars may move on a terminal. */
  readonly moves: boolean;
  /** What stands before a line: how long ago it began, or the time of day. */
  readonly stamp: (at: number) => string;
}

/** One JSON object a line; or bars that move, on a terminal; or plain lines, anywhere else. */
export function openOutput(stream: NodeJS.WriteStream, json: boolean, presentation: Presentation): Output {
  if (json) return jsonOutput(stream);
  return stream.isTTY && presentation.moves ? terminalOutput(stream, presentation) : plainOutput(stream, presentation);
}
