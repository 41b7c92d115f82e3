import type {
  CancelJobRequest,
  CancelJobResponse,
  CreateJobRequest,
  CreateJobResponse,
  DeleteJobRequest,
  DescribeJobRequest,
  DescribeJobResponse,
} from "@aws-sdk/client-iot";

/** The door to Jobs inside the process: what the OTA service does with jobs, by the same requests as AWS's API. All throw `AwsError`. */
export interface JobsDoor {
  create(request: CreateJobRequest): CreateJobResponse;
  describe(request: DescribeJobRequest): DescribeJobResponse;
  cancel(request: CancelJobRequest): CancelJobResponse;
  delete(request: DeleteJobRequest): void;
}

/** Turns a job's stored document into the one a device gets; called each time a device fetches it. */
export type ResolveDocument = (document: string, job: { jobId: string; jobArn: string; thingName: string }) => string;
