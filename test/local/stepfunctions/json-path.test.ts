import { describe, expect, it } from "vitest";
import { alone } from "../../support/asl.ts";
import { playMachine } from "../../support/state-machine.ts";

describe("a JSONPath", () => {
  it.each(["$.a.", "$.a[", "$.a[x]", "a.b", "$.a[?(@.b >)]", "$.a[?(]"])(
    "that cannot be read, as %s, fails",
    async (path) => {
      expect(await playMachine({ definition: alone({ Type: "Pass", InputPath: path }) })).toMatchObject({
        error: "States.Runtime",
        cause: expect.stringContaining("Invalid path"),
      });
    },
  );
});
