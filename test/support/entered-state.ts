import type { Pipeline } from "./local-aws.ts";

/**
 * Waits until an execution enters a state; from then on time goes as it does on a wall, until the test waits again.
 * To be called before it does: a state that was entered earlier does not count.
 */
export function enteredState({ aws, until }: Pipeline, id: string, state: string): Promise<true> {
  const { promise, resolve } = Promise.withResolvers<true>();
  const end = aws.onWorkflowEvent(({ executionArn, event }) => {
    if (executionArn.endsWith(`:${id}`) && event.stateEnteredEventDetails?.name === state) resolve(true);
  });
  return until(() => promise).finally(end);
}
