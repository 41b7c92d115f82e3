import { describe, expect, it } from "vitest";
import { alone } from "../../support/asl.ts";
import { playMachine } from "../../support/state-machine.ts";

describe("a Task with arn:aws:states:::lambda:invoke", () => {
  it("refuses to invoke without waiting, by name", async () => {
    const definition = alone({
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke",
      Parameters: { FunctionName: "add", InvocationType: "Event" },
    });
    expect(await playMachine({ definition, tasks: { add: () => 1 } })).toMatchObject({
      cause: "Local AWS does not play InvocationType Event",
    });
  });
});
