import { fileURLToPath } from "node:url";
import { SFN } from "@aws-sdk/client-sfn";
import { expect } from "vitest";
import { startLocalAws } from "../../local/start.ts";
import { clientConfig } from "./local-service.ts";

/** A role that no stack has made may do everything. */
export const anyRole = "arn:aws:iam::123456789012:role/any";

/**
 * Starts local AWS with what a template of test/local/service-tasks makes, to play machines whose tasks use it.
 * @param until is handed what stops it
 */
export async function taskMachines(template: string, until: (stop: () => Promise<void>) => unknown) {
  const templateFile = fileURLToPath(new URL(`../local/service-tasks/${template}`, import.meta.url));
  const aws = await startLocalAws({ templateFile });
  until(aws.stop);
  const sfn = new SFN(clientConfig(aws.endpoint));
  let machines = 0;
  return {
    aws,
    sfn,
    /** Of the stack. */
    output: (name: string) => aws.outputs[name] ?? "",

    /** Plays a machine to its end; the execution is named after it. */
    async play(definition: object, { roleArn = anyRole, input = {} } = {}) {
      const name = `machine-${++machines}`;
      const text = JSON.stringify(definition);
      const { stateMachineArn } = await sfn.createStateMachine({ name, definition: text, roleArn });
      const { executionArn } = await sfn.startExecution({ stateMachineArn, name, input: JSON.stringify(input) });
      const ended = () => sfn.describeExecution({ executionArn });
      await expect.poll(async () => (await ended()).status, { interval: 5 }).not.toBe("RUNNING");
      const { output, ...execution } = await ended();
      return { ...execution, stateMachineArn, output: output === undefined ? undefined : JSON.parse(output) };
    },
  };
}
