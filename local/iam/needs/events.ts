import { arnOf } from "../../account.ts";
import { passRole, type ServiceNeeds } from "./need.ts";

/** Actions and resource types of Amazon EventBridge. */
export const eventsNeeds: ServiceNeeds = {
  prefix: "events",
  arnStart: (account) => arnOf(account, "events", ""),
  operations: {
    PutEvents: "event-bus/default",
    TestEventPattern: "*",
    PutRule: "rule/{Name}",
    DescribeRule: "rule/{Name}",
    ListRules: "*",
    EnableRule: "rule/{Name}",
    DisableRule: "rule/{Name}",
    DeleteRule: "rule/{Name}",
    PutTargets: ({ Rule, Targets = [] }, account) => [
      { action: "events:PutTargets", resource: arnOf(account, "events", `rule/${Rule}`) },
      ...Targets.flatMap(({ RoleArn }: { RoleArn?: string }) => passRole(RoleArn, "events.amazonaws.com")),
    ],
    ListTargetsByRule: "rule/{Rule}",
    RemoveTargets: "rule/{Rule}",
  },
};
