import type { DeleteStateMachineInput, DeleteStateMachineOutput } from "@aws-sdk/client-sfn";
import { arnOfType } from "../arns.ts";
import { executionsOf, type Store } from "../store.ts";

/**
 * Deletes a state machine: its running executions end before their next state, and with the last of them it is gone.
 * One that is not there is deleted already. @throws AwsError InvalidArn
 */
export function deleteStateMachine(
  { stateMachineArn }: DeleteStateMachineInput,
  store: Store,
): DeleteStateMachineOutput {
  const machine = store.machines.get(arnOfType(stateMachineArn, "stateMachine"));
  if (!machine) return {};
  machine.deleting = true;
  const executions = executionsOf(store, machine).map(({ execution }) => execution);
  const forget = () => {
    if (executions.some(({ status }) => status === "RUNNING")) return;
    store.machines.delete(machine.arn);
    for (const { arn } of executions) store.executions.delete(arn);
  };
  for (const execution of executions) {
    execution.stopAtNextTransition();
    void execution.finished.then(forget);
  }
  forget();
  return {};
}
