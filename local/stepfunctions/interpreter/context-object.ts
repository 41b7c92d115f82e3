import type { Json } from "../json.ts";

/** What `$$` and `$states.context` give (https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html). */
export interface ContextObject {
  readonly Execution: {
    readonly Id: string;
    readonly Input: Json;
    readonly StartTime: string;
    readonly Name: string;
    readonly RoleArn: string;
    readonly RedriveCount: number;
  };
  readonly StateMachine: { readonly Id: string; readonly Name: string };
  /** `RetryCount` only where a state may be retried. */
  readonly State?: { readonly Name: string; readonly EnteredTime: string; readonly RetryCount?: number };
  /** Inside a Map: the item that is being processed. */
  readonly Map?: { readonly Item: { readonly Index: number; readonly Value: Json } };
  /** In a task that waits for its token. */
  readonly Task?: { readonly Token: string };
}
