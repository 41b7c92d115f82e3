import type { RoutingConfigurationListItem } from "@aws-sdk/client-sfn";
import { arnOf } from "../../account.ts";
import type { Permission } from "../../http/authorize.ts";
import { passRole, type ServiceNeeds } from "./need.ts";

const [machine, execution, alias] = ["{stateMachineArn}", "{executionArn}", "{stateMachineAliasArn}"];
const service = "states.amazonaws.com";

/** Actions and resource types of Step Functions. */
export const statesNeeds: ServiceNeeds = {
  prefix: "states",
  arnStart: (account) => arnOf(account, "states", ""),
  operations: {
    CreateStateMachine: ({ name, roleArn, publish }, account) => {
      const resource = arnOf(account, "states", `stateMachine:${name}`);
      return [
        { action: "states:CreateStateMachine", resource },
        ...passRole(roleArn, service),
        ...publishing(publish, resource),
      ];
    },
    UpdateStateMachine: ({ stateMachineArn = "*", roleArn, publish }) => [
      { action: "states:UpdateStateMachine", resource: stateMachineArn },
      ...passRole(roleArn, service),
      ...publishing(publish, stateMachineArn),
    ],
    CreateStateMachineAlias: ({ routingConfiguration }) =>
      versionsIn(routingConfiguration).map((arn) => ({
        action: "states:CreateStateMachineAlias",
        resource: arn.split(":").slice(0, 7).join(":"),
      })),
    UpdateStateMachineAlias: alias,
    DescribeStateMachineAlias: alias,
    DeleteStateMachineAlias: alias,
    ListStateMachineAliases: machine,
    PublishStateMachineVersion: machine,
    ListStateMachineVersions: machine,
    DeleteStateMachineVersion: "{stateMachineVersionArn}",
    DeleteStateMachine: machine,
    DescribeStateMachine: machine,
    DescribeStateMachineForExecution: execution,
    DescribeExecution: execution,
    GetExecutionHistory: execution,
    ListExecutions: machine,
    ListStateMachines: "*",
    StartExecution: machine,
    StopExecution: execution,
    RedriveExecution: execution,
    SendTaskFailure: "*",
    SendTaskHeartbeat: "*",
    SendTaskSuccess: "*",
    ValidateStateMachineDefinition: "*",
    ListTagsForResource: "{resourceArn}",
    TagResource: "{resourceArn}",
    UntagResource: "{resourceArn}",
  },
};

/** A version that is published by the way takes the right to publish it ("State machine versions" in the Developer Guide). */
function publishing(publish: unknown, resource: string): Permission[] {
  return publish ? [{ action: "states:PublishStateMachineVersion", resource }] : [];
}

/** An alias belongs to the machine whose versions it leads to. */
function versionsIn(routingConfiguration: RoutingConfigurationListItem[] | undefined): string[] {
  return [...new Set(routingConfiguration?.map(({ stateMachineVersionArn = "*" }) => stateMachineVersionArn) ?? ["*"])];
}
