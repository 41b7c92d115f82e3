import { describe, expect, it } from "vitest";
import { VirtualClock } from "../../../local/clock.ts";
import { deployFunctions } from "../../support/lambda-functions.ts";

const tellTime = `
  export const handler = async (_, context) => ({
    now: Date.now(),
    date: new Date().getTime(),
    made: new Date(0).toISOString(),
    isDate: new Date() instanceof Date && new Date().constructor === Date && new (class extends Date {})() instanceof Date,
    text: (Date as () => string)(),
    left: context.getRemainingTimeInMillis(),
  });
`;

describe("the time a function sees", () => {
  it("is local AWS's, so that it compares with what AWS tells of", async () => {
    const clock = new VirtualClock(Date.UTC(2040, 0, 1));
    const { lambda } = await deployFunctions({ tell: tellTime }, { Timeout: 10 }, { clock });
    const result = await lambda.invoke("tell", {});
    if (!result.ok) throw new Error(result.json);
    const { now, date, made, isDate, text } = result.value as {
      now: number;
      date: number;
      made: string;
      isDate: boolean;
      text: string;
    };
    expect(new Date(now).toISOString()).toMatch(/^2040-01-01T00:00:0/);
    expect(date - now).toBeLessThan(1_000);
    expect(text).toContain(" Jan 01 2040 ");
    expect([made, isDate]).toEqual(["1970-01-01T00:00:00.000Z", true]);
  });

  it("does not change how long it may run", async () => {
    const clock = new VirtualClock(Date.UTC(2040, 0, 1));
    const { lambda } = await deployFunctions({ tell: tellTime }, { Timeout: 10 }, { clock });
    const result = await lambda.invoke("tell", {});
    if (!result.ok) throw new Error(result.json);
    const { left } = result.value as { left: number };
    expect(left).toBeGreaterThan(5_000);
    expect(left).toBeLessThanOrEqual(10_000);
  });
});
