import type {
  DescribeJobExecutionRequest,
  JobExecutionStatus,
  ListJobExecutionsForJobRequest,
  ListJobExecutionsForJobResponse,
} from "@aws-sdk/client-iot";
import { afterAll } from "vitest";
import { defaultAccount } from "../../local/account.ts";
import { createAccessKeys } from "../../local/http/access-keys.ts";
import { startFront } from "../../local/http/front.ts";
import { iotService } from "./iot-service.ts";

/** How many things are in which status. */
export type StatusCounts = Partial<Record<JobExecutionStatus, number>>;

const arnRoot = "arn:aws:iot:us-east-1:123456789012:thing/";

/**
 * A job with as many executions as one likes, played by rote, for the functions' own clients and the tests of one file: things
 * are called `FAILED-1`, `FAILED-2`, … and each failed one says why.
 * @returns what changes how many there are
 */
export async function manyExecutions(first: StatusCounts): Promise<(counts: StatusCounts) => void> {
  let counts = first;
  const service = iotService({
    ListJobExecutionsForJob: (request: ListJobExecutionsForJobRequest) => pageOf(counts, request),
    DescribeJobExecution: ({ thingName = "" }: DescribeJobExecutionRequest) => ({
      execution: {
        thingArn: arnRoot + thingName,
        ...(thingName.startsWith("FAILED")
          ? { statusDetails: { detailsMap: { reason: "rejected: 0x00000010" } } }
          : {}),
      },
    }),
  });
  const { id: accountId, region } = defaultAccount;
  const front = await startFront({ services: [service], keys: createAccessKeys(defaultAccount), accountId, port: 0 });
  afterAll(() => front.stop());
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: front.endpoint,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
  });
  return (changed) => {
    counts = changed;
  };
}

function pageOf(
  counts: StatusCounts,
  { status, maxResults = 100, nextToken = "0" }: ListJobExecutionsForJobRequest,
): ListJobExecutionsForJobResponse {
  const wanted = Object.entries(counts).filter(([name]) => status === undefined || name === status);
  const total = wanted.reduce((sum, [, count]) => sum + count, 0);
  const from = Number(nextToken);
  const to = Math.min(total, from + maxResults);
  const executionSummaries = Array.from({ length: to - from }, (_, at) => {
    const [name, number] = place(wanted, from + at);
    const executionNumber = 1;
    return { thingArn: `${arnRoot}${name}-${number}`, jobExecutionSummary: { status: name, executionNumber } };
  });
  return { executionSummaries, ...(to < total ? { nextToken: String(to) } : {}) };
}

/** In which status the thing at a position is, and at which number in it. */
function place(wanted: [string, number][], position: number): [JobExecutionStatus, number] {
  let left = position;
  for (const [name, count] of wanted) {
    if (left < count) return [name as JobExecutionStatus, left + 1];
    left -= count;
  }
  throw new RangeError(`There is no execution at ${position}`);
}
