import { GetExecutionHistoryCommand } from "@aws-sdk/client-sfn";
import { describe, expect, it } from "vitest";
import { inOrder } from "../../support/asl.ts";
import { executionArn, roleArn, startWithMachine, stateMachineArn } from "../../support/step-functions.ts";

describe("GetExecutionHistory", () => {
  const machine = inOrder({
    A: { Type: "Pass", Result: 1, Assign: { x: 1 } },
    B: { Type: "Pass" },
    C: { Type: "Pass" },
  });
  const play = async () => {
    const started = await startWithMachine(machine);
    started.stepFunctions.startExecution({ stateMachineArn, name: "one" });
    await started.stepFunctions.finished(executionArn("one"));
    return started;
  };

  it("gives the events in pages, from either end", async () => {
    const { client } = await play();
    const read = async (reverseOrder: boolean) => {
      const ids: (number | undefined)[] = [];
      let nextToken: string | undefined;
      do {
        const request = { executionArn: executionArn("one"), maxResults: 3, reverseOrder, nextToken };
        const page = await client.send(new GetExecutionHistoryCommand(request));
        expect(page.events?.length).toBeLessThanOrEqual(3);
        ids.push(...(page.events ?? []).map(({ id }) => id));
        nextToken = page.nextToken;
      } while (nextToken);
      return ids;
    };
    expect(await read(false)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(await read(true)).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
  });

  it("leaves out inputs, outputs and variables when they are not asked for", async () => {
    const { client } = await play();
    const request = { executionArn: executionArn("one"), includeExecutionData: false };
    const { events = [] } = await client.send(new GetExecutionHistoryCommand(request));
    expect(events.map(({ type }) => type)).toContain("PassStateExited");
    expect(events[0]?.executionStartedEventDetails).toEqual({ inputDetails: { truncated: false }, roleArn });
    expect(events[2]?.stateExitedEventDetails).toMatchObject({ name: "A", outputDetails: { truncated: false } });
    expect(JSON.stringify(events)).not.toMatch(/"(input|output|assignedVariables)":/);
  });
});
