import { describe, expect, it } from "vitest";
import { catching } from "../../support/asl.ts";
import { playMachine } from "../../support/state-machine.ts";

describe("a Task that calls a service", () => {
  it("that nobody plays ends the execution, by name", async () => {
    const definition = catching({ Type: "Task", Resource: "arn:aws:states:::glue:startJobRun" });
    expect(await playMachine({ definition })).toMatchObject({
      status: "FAILED",
      error: "States.Runtime",
      cause: "Local AWS does not play glue:startJobRun.",
    });
  });
});
