import { played } from "../../../played.ts";
import { iotSources } from "../../sources.ts";

export const jobsDataPlayed = played({
  service: "AWS IoT Jobs data plane",
  signingName: "iot-jobs-data",
  scope: "what devices ask about their executions, over HTTP",
  sources: iotSources,
  operations: {
    DescribeJobExecution: { from: ["model", "jobs", "devicesByHttp"] },
    GetPendingJobExecutions: { from: ["model", "jobs", "devicesByHttp"] },
    StartNextPendingJobExecution: { from: ["model", "jobs", "devicesByHttp"] },
    UpdateJobExecution: { from: ["model", "jobs", "devicesByHttp"] },
  },
  guesses: [
    {
      id: "terminal-executions",
      about: ["DescribeJobExecution"],
      what: "It is `TerminalStateException` for an execution that has ended of a job that has ended, and only then",
      silent: "AWS IoT Developer Guide, jobs device API: when a job is in a terminal state",
    },
    {
      id: "order-of-refusals",
      about: ["UpdateJobExecution"],
      what: "An execution that has ended is told before a version that is not expected",
      silent: "AWS IoT Developer Guide, jobs device API",
    },
  ],
});
