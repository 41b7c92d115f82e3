import { describe, expect, it } from "vitest";
import { evaluateExpression } from "../../../local/stepfunctions/jsonata/expression.ts";
import { alone, inJsonata } from "../../support/asl.ts";
import { playMachine } from "../../support/state-machine.ts";

describe("an expression", () => {
  it("has one time from its begin to its end", async () => {
    let time = 0;
    const clock = { now: () => ++time, startTimer: () => ({ cancel: () => {} }) };
    expect(await evaluateExpression("$millis() = $millis() and $toMillis($now()) = $millis()", {}, clock)).toBe(true);
  });

  it("that calls itself for ever fails before it has taken all memory", async () => {
    const definition = alone({ Type: "Pass", Output: "{% ($f := function($n) { $f($n) + 1 }; $f(0)) %}" }, inJsonata);
    expect(await playMachine({ definition })).toMatchObject({
      error: "States.QueryEvaluationError",
      cause: expect.stringContaining("D1011: Stack overflow."),
    });
  });

  it("that goes round and round is given up, and lets others work until then", async () => {
    const definition = alone({ Type: "Pass", Output: "{% ($f := function() { $f() }; $f()) %}" }, inJsonata);
    let turns = 0;
    const others = setInterval(() => turns++, 1);
    const { error, cause } = await playMachine({ definition }).finally(() => clearInterval(others));
    expect(error).toBe("States.QueryEvaluationError");
    expect(cause).toContain("D1012: Evaluation timeout after 2000 milliseconds");
    expect(turns).toBeGreaterThan(20);
  });

  it("that calls itself a thousand times does not", async () => {
    const Output = "{% ($f := function($n) { $n = 0 ? 0 : $f($n - 1) + 1 }; $f(1000)) %}";
    expect((await playMachine({ definition: alone({ Type: "Pass", Output }, inJsonata) })).output).toBe(1000);
  });
});
