import { arnOf } from "../../account.ts";
import type { ServiceNeeds } from "./need.ts";

/** What devices need that ask for their jobs over HTTP. */
export const jobsDataNeeds: ServiceNeeds = {
  prefix: "iotjobsdata",
  arnStart: (account) => arnOf(account, "iot", ""),
  operations: {
    GetPendingJobExecutions: "thing/{thingName}",
    StartNextPendingJobExecution: "thing/{thingName}",
    DescribeJobExecution: "thing/{thingName}",
    UpdateJobExecution: "thing/{thingName}",
  },
};
