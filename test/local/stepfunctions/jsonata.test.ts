import { describe, expect, it } from "vitest";
import { alone, inJsonata } from "../../support/asl.ts";
import { playMachine } from "../../support/state-machine.ts";

describe("an expression", () => {
  it("that calls $eval fails, even where creating the machine did not refuse it", async () => {
    const definition = alone({ Type: "Pass", Output: "{% $eval('1') %}" }, inJsonata);
    expect(await playMachine({ definition })).toMatchObject({
      error: "States.QueryEvaluationError",
      cause: expect.stringContaining("The function $eval is not supported: use $parse"),
    });
  });
});
