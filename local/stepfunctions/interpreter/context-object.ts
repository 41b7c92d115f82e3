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
    /** Of the last redrive. */
    readonly RedriveTime?: string;
  };
  readonly StateMachine: { readonly Id: string; readonly Name: string };
  /** `RetryCount` only where a state may be retried. */
  readonly State?: { readonly Name: string; readonly EnteredTime: string; readonly RetryCount?: number };
  /** Inside a Map: the item that is being processed. */
  readonly Map?: { readonly Item: { readonly Index: number; readonly Value: Json } };
  /** In a task that waits for its token. */
  readonly Task?: { readonly Token: string };
}

/** What states see of their execution. */
interface SeenExecution {
  readonly arn: string;
  readonly name: string;
  /** JSON text. */
  readonly input: string;
  readonly startDate: Date;
  readonly redriveCount: number;
  readonly redriveDate: Date | undefined;
}

/** What an execution's states see of it and of its machine, before any of them is entered. */
export function contextOf(
  { arn, name, input, startDate, redriveCount, redriveDate }: SeenExecution,
  machine: { readonly arn: string; readonly name: string; readonly roleArn: string },
): ContextObject {
  return {
    Execution: {
      Id: arn,
      Input: JSON.parse(input) as Json,
      StartTime: startDate.toISOString(),
      Name: name,
      RoleArn: machine.roleArn,
      RedriveCount: redriveCount,
      ...(redriveDate && { RedriveTime: redriveDate.toISOString() }),
    },
    StateMachine: { Id: machine.arn, Name: machine.name },
  };
}
