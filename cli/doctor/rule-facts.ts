import { DescribeRuleCommand, EventBridgeClient, ListTargetsByRuleCommand } from "@aws-sdk/client-eventbridge";
import { lookFor, type Sight } from "./sight.ts";

/** A rule or a schedule of the stack. */
export interface RuleFacts {
  readonly name: string;
  /** Undefined where there is no such rule. */
  readonly rule: Sight<{ readonly isEnabled: boolean; readonly targets: number } | undefined>;
}

const client = new EventBridgeClient({ requestHandler: { connectionTimeout: 3_000, requestTimeout: 20_000 } });

/** @param physicalId the rule's name; CloudFormation has the bus before it where that is not the default one */
export async function lookAtRule(physicalId: string): Promise<RuleFacts> {
  const name = physicalId.slice(physicalId.lastIndexOf("|") + 1);
  const actions = "events:DescribeRule and events:ListTargetsByRule";
  const rule = await lookFor(actions, ["ResourceNotFoundException"], async () => {
    const { State } = await client.send(new DescribeRuleCommand({ Name: name }));
    const { Targets = [] } = await client.send(new ListTargetsByRuleCommand({ Rule: name }));
    return { isEnabled: State !== "DISABLED", targets: Targets.length };
  });
  return { name, rule };
}
