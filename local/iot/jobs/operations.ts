import type { Operations } from "../../http/api-service.ts";
import { cancelJob } from "./cancel-job.ts";
import type { JobsContext } from "./context.ts";
import { createJob } from "./create-job.ts";
import { deleteJob } from "./delete-job.ts";
import { describeJob, getJobDocument } from "./describe-job.ts";
import { cancelJobExecution, deleteJobExecution, describeJobExecution } from "./execution-operations.ts";
import { listJobExecutionsForJob, listJobExecutionsForThing } from "./list-job-executions.ts";
import { listJobs } from "./list-jobs.ts";
import { associateTargetsWithJob, updateJob } from "./update-job.ts";

/** What of Jobs is played of the `iot` service. */
export function operations(context: JobsContext): Operations {
  return {
    CreateJob: (request) => createJob(request, context),
    DescribeJob: (request) => describeJob(request, context),
    GetJobDocument: (request) => getJobDocument(request, context),
    ListJobs: (request) => listJobs(request, context),
    UpdateJob: (request) => updateJob(request, context),
    AssociateTargetsWithJob: (request) => associateTargetsWithJob(request, context),
    CancelJob: (request) => cancelJob(request, context),
    DeleteJob: (request) => deleteJob(request, context),
    DescribeJobExecution: (request) => describeJobExecution(request, context),
    CancelJobExecution: (request) => cancelJobExecution(request, context),
    DeleteJobExecution: (request) => deleteJobExecution(request, context),
    ListJobExecutionsForJob: (request) => listJobExecutionsForJob(request, context),
    ListJobExecutionsForThing: (request) => listJobExecutionsForThing(request, context),
  };
}
