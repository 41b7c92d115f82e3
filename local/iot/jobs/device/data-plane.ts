import * as sdk from "@aws-sdk/client-iot-jobs-data-plane";
import { apiService } from "../../../http/api-service.ts";
import type { Service } from "../../../http/service.ts";
import type { JobsContext } from "../context.ts";
import { jobsDataPlayed } from "./played.ts";
import { type DescribedExecution, describe, getPending, startNext, update } from "./requests.ts";

/** The Jobs device API over HTTP: `iot-jobs-data`. */
export function jobsDataPlane(context: JobsContext): Service {
  const withThing = (thingName: string, { execution }: { execution?: DescribedExecution }) => ({
    ...(execution && { execution: { ...execution, thingName } }),
  });
  return apiService({
    signingName: "iot-jobs-data",
    sdk,
    protocol: "restJson1",
    constraints: "iot-jobs-data",
    validationError: "InvalidRequestException",
    played: jobsDataPlayed,
    operations: {
      GetPendingJobExecutions: ({ thingName = "" }: sdk.GetPendingJobExecutionsRequest) =>
        getPending(thingName, context),
      StartNextPendingJobExecution: ({ thingName = "", ...request }: sdk.StartNextPendingJobExecutionRequest) =>
        withThing(thingName, startNext(thingName, request, context)),
      DescribeJobExecution: ({ thingName = "", jobId = "", ...request }: sdk.DescribeJobExecutionRequest) =>
        withThing(thingName, describe(thingName, jobId, request, context)),
      UpdateJobExecution: ({ thingName = "", jobId = "", ...request }: sdk.UpdateJobExecutionRequest) =>
        update(thingName, jobId, request, context),
    },
  });
}
