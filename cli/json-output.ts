import type { Output } from "./presentation.ts";

/** One JSON object a line: `time` (ISO 8601), `type`, and what that type has. Single blocks are left out: devices report their progress. */
export function jsonOutput(stream: NodeJS.WritableStream): Output {
  return {
    show(happening, at) {
      if (happening.type === "device" && happening.event.type === "block") return;
      stream.write(`${JSON.stringify({ time: new Date(at).toISOString(), ...happening })}\n`);
    },
    close() {},
  };
}
