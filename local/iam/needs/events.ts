import { arnOf } from "../../account.ts";
import type { ServiceNeeds } from "./need.ts";

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
    PutTargets: "rule/{Rule}",
    ListTargetsByRule: "rule/{Rule}",
    RemoveTargets: "rule/{Rule}",
  },
};
