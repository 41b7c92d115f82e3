import { InvokeCommand } from "@aws-sdk/client-lambda";
import { describe, expect, it, vi } from "vitest";
import { VirtualClock } from "../../../local/clock.ts";
import type { InvocationEvent } from "../../../local/lambda/invoker.ts";
import { deployFunctions } from "../../support/lambda-functions.ts";

const failing = `export const handler = async () => { throw new Error("never"); };`;

describe("an invocation nobody waits for", () => {
  it("is accepted at once, and runs", async () => {
    const { client, lambda } = await deployFunctions({ greet: "export const handler = async () => {};" });
    const events: InvocationEvent[] = [];
    lambda.watch((event) => events.push(event));
    const answer = await client.send(new InvokeCommand({ FunctionName: "greet", InvocationType: "Event" }));
    expect(answer.StatusCode).toBe(202);
    expect(answer.Payload ?? []).toHaveLength(0);
    const about = { functionName: "greet", requestId: answer.$metadata.requestId, isAwaited: false };
    await vi.waitFor(() =>
      expect(events).toEqual([
        { ...about, phase: "started" },
        { ...about, phase: "succeeded" },
      ]),
    );
  });

  it("fails with its error and what it wrote, for those who watch", async () => {
    const source = `export const handler = async () => { console.log("in vain"); throw new RangeError("never"); };`;
    const { lambda } = await deployFunctions({ failing: source });
    const events: InvocationEvent[] = [];
    lambda.watch((event) => events.push(event));
    lambda.invokeLater("failing", {});
    await vi.waitFor(() => expect(events.at(-1)).toMatchObject({ isAwaited: false, phase: "failed" }));
    expect(events.at(-1)?.error).toMatchObject({ errorType: "RangeError", errorMessage: "never" });
    expect(events.at(-1)?.log).toContainEqual(expect.stringContaining("in vain"));
  });

  it("is tried again after a minute and then after two when it fails, and given up then", async () => {
    const clock = new VirtualClock();
    const { lambda } = await deployFunctions({ failing }, {}, { clock });
    const phases: [string, number][] = [];
    const start = clock.now();
    lambda.watch(({ phase }) => phases.push([phase, (clock.now() - start) / 1000]));
    const failures = () => phases.filter(([phase]) => phase === "failed").length;

    lambda.invokeLater("arn:aws:lambda:us-east-1:123456789012:function:failing", { try: "again" });
    await vi.waitFor(() => expect(failures()).toBe(1));
    await clock.advance(60_000);
    await vi.waitFor(() => expect(failures()).toBe(2));
    await clock.advance(119_000);
    expect(failures()).toBe(2);
    await clock.advance(1_000);
    await vi.waitFor(() => expect(phases.at(-1)?.[0]).toBe("given up"));
    await clock.advance(86_400_000);
    expect(phases).toEqual([
      ["started", 0],
      ["failed", 0],
      ["started", 60],
      ["failed", 60],
      ["started", 180],
      ["failed", 180],
      ["given up", 180],
    ]);
  });

  it.each([
    ["as often as its configuration says", { MaximumRetryAttempts: 0 }, 1, 0],
    ["as often as a text says", { MaximumRetryAttempts: "1" }, 2, 60],
    ["as long as its configuration says", { MaximumEventAgeInSeconds: 100 }, 2, 60],
  ])("is tried %s: %j", async (_, config, attempts, seconds) => {
    const clock = new VirtualClock();
    const { lambda } = await deployFunctions({ failing }, {}, { clock });
    const properties = { FunctionName: "failing", Qualifier: "$LATEST", ...config };
    await lambda.resourceTypes["AWS::Lambda::EventInvokeConfig"]?.create({
      stackName: "s",
      logicalId: "c",
      properties,
    });
    const phases: string[] = [];
    const start = clock.now();
    let gaveUp: number | undefined;
    lambda.watch(({ phase }) => {
      phases.push(phase);
      if (phase === "given up") gaveUp = (clock.now() - start) / 1000;
    });
    lambda.invokeLater("failing", {});
    for (let attempt = 1; attempt <= attempts; attempt++) {
      await vi.waitFor(() => expect(phases.filter((phase) => phase === "failed")).toHaveLength(attempt));
      await clock.advance(60_000);
    }
    expect(phases.filter((phase) => phase === "started")).toHaveLength(attempts);
    expect(gaveUp).toBe(seconds);
  });

  it("of a function nobody deployed is refused", async () => {
    const { lambda } = await deployFunctions({});
    expect(() => lambda.invokeLater("nobody", {})).toThrow("Function not found");
  });

  it("of more than 1 MB is refused", async () => {
    const { client } = await deployFunctions({ failing });
    const command = {
      FunctionName: "failing",
      InvocationType: "Event",
      Payload: JSON.stringify("x".repeat(1_048_576)),
    } as const;
    await expect(client.send(new InvokeCommand(command))).rejects.toMatchObject({ name: "RequestTooLargeException" });
  });
});
