import { createLines, inTone } from "./lines.ts";
import type { Output, Presentation } from "./presentation.ts";

/** Lines, one after another: for logs, pipes and files, where they have no colour, and for a terminal. */
export function plainOutput(stream: NodeJS.WriteStream, presentation: Presentation): Output {
  const textOf = createLines(presentation, stream.isTTY ? inTone : (text) => text);
  return {
    show(happening, at) {
      const text = textOf(happening, at);
      if (text !== undefined) stream.write(`${text}\n`);
    },
    close() {},
  };
}
