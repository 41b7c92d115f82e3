import { describe, expect, it } from "vitest";
import { alone } from "../../support/asl.ts";
import { playMachine } from "../../support/state-machine.ts";

async function evaluated(expression: string): Promise<unknown> {
  const { output } = await playMachine({ definition: alone({ Type: "Pass", Parameters: { "v.$": expression } }) });
  return (output as { v: unknown }).v;
}

describe("an intrinsic function", () => {
  it("UUID makes another each time", async () => {
    expect(await evaluated("States.UUID()")).not.toBe(await evaluated("States.UUID()"));
  });

  it("MathRandom stays within its bounds, and repeats itself for the same seed", async () => {
    const seeded = "States.MathRandom(1, 1000, 42)";
    expect(await evaluated(seeded)).toBe(await evaluated(seeded));
    for (let time = 0; time < 20; time++) expect([1, 2]).toContain(await evaluated("States.MathRandom(1, 3)"));
  });
});
