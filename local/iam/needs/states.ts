import { arnOf } from "../../account.ts";
import { passRole, type ServiceNeeds } from "./need.ts";

const [machine, execution] = ["{stateMachineArn}", "{executionArn}"];
const service = "states.amazonaws.com";

/** Actions and resource types of Step Functions. */
export const statesNeeds: ServiceNeeds = {
  prefix: "states",
  arnStart: (account) => arnOf(account, "states", ""),
  operations: {
    CreateStateMachine: ({ name, roleArn }, account) => [
      { action: "states:CreateStateMachine", resource: arnOf(account, "states", `stateMachine:${name}`) },
      ...passRole(roleArn, service),
    ],
    UpdateStateMachine: ({ stateMachineArn, roleArn }) => [
      { action: "states:UpdateStateMachine", resource: stateMachineArn },
      ...passRole(roleArn, service),
    ],
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
