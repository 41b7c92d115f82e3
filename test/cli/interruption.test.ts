import { PassThrough } from "node:stream";
import { expect, it } from "vitest";
import { failureOf } from "../../cli/failure.ts";
import { brokenOutput, Interrupted } from "../../cli/interruption.ts";

it.each([
  { code: "EPIPE", reason: new Interrupted("SIGPIPE") },
  { code: "ENOSPC", reason: new Error("Cannot write the output: ENOSPC: no space left on device, write") },
])("an output that breaks by $code ends what goes on", ({ code, reason }) => {
  const output = new PassThrough({ autoDestroy: false });
  const end = brokenOutput(output);
  expect(end.aborted).toBe(false);
  const error = Object.assign(new Error("ENOSPC: no space left on device, write"), { code });
  output.emit("error", error);
  output.emit("error", error); // at the next write
  expect(end.reason).toEqual(reason);
});

it("a reader that went away is not told so", () => {
  expect(failureOf(new Interrupted("SIGPIPE"))).toEqual({ exitCode: 141, message: undefined });
  expect(failureOf(new Interrupted("SIGHUP"))).toEqual({ exitCode: 129, message: "Interrupted by SIGHUP" });
});
