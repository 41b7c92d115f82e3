import { jsonOutput } from "./json-output.ts";
import { plainOutput } from "./plain-output.ts";
import type { Output, Presentation } from "./presentation.ts";
import { terminalOutput } from "./terminal-output.ts";

/** One JSON object a line; or bars that move, on a terminal that knows its size; or plain lines, anywhere else. */
export function openOutput(stream: NodeJS.WriteStream, json: boolean, presentation: Presentation): Output {
  if (json) return jsonOutput(stream);
  const { progress } = presentation;
  const canMove = stream.isTTY && stream.columns > 0; // one that says it is 0 wide would get a letter a line
  return canMove && progress
    ? terminalOutput(stream, { ...presentation, progress })
    : plainOutput(stream, presentation);
}
