import { defaultAccount } from "../../local/account.ts";
import { realClock } from "../../local/clock.ts";
import { createStepFunctions } from "../../local/stepfunctions/step-functions.ts";
import { add, definitions, input } from "./machines.ts";
import { answerRounds } from "./rounds.ts";

/** Step Functions as local AWS has it: every execution is stored with its history, and EventBridge is told. */
const stepFunctions = createStepFunctions({
  account: defaultAccount,
  clock: realClock(),
  invokeFunction: async (_functionArn, payload) => add(payload),
  publish: () => {},
});
const text = JSON.stringify(input);

answerRounds((machine) => {
  const { stateMachineArn } = stepFunctions.createStateMachine({
    name: machine.replaceAll(/\W+/g, "-"),
    definition: JSON.stringify(definitions[machine]),
    roleArn: `arn:aws:iam::${defaultAccount.id}:role/machine`,
  });
  return async () => {
    const { executionArn = "" } = stepFunctions.startExecution({ stateMachineArn, input: text });
    const { output = "null" } = await stepFunctions.finished(executionArn);
    return JSON.parse(output);
  };
});
