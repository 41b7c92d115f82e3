import { IoT } from "@aws-sdk/client-iot";
import { IoTJobsDataPlane } from "@aws-sdk/client-iot-jobs-data-plane";
import { onTestFinished } from "vitest";
import { defaultAccount } from "../../local/account.ts";
import { VirtualClock } from "../../local/clock.ts";
import { type Broker, createBroker } from "../../local/iot/broker.ts";
import { createJobs, type ExecutionNews, type ResolveDocument } from "../../local/iot/jobs/jobs.ts";
import { createTags } from "../../local/iot/tags.ts";
import { createThings } from "../../local/iot/things/things.ts";
import { iotService } from "./iot-service.ts";
import { serve } from "./local-service.ts";

/** Jobs, the things they are for, and the broker that reaches those, in a time that passes only when the test lets it. */
export interface JobsBench {
  readonly iot: IoT;
  readonly data: IoTJobsDataPlane;
  readonly clock: VirtualClock;
  readonly broker: Broker;
  /** What was told of executions so far. */
  readonly news: ExecutionNews[];
  /** Makes things, in a group if it is given, and returns their names. */
  things(count: number, group?: string): Promise<string[]>;
  /** Makes a job and lets its first executions follow. */
  job(jobId: string, job?: Partial<Parameters<IoT["createJob"]>[0]>): Promise<void>;
  /** What each thing has done of a job, by its name. */
  statuses(jobId: string): Promise<Record<string, string>>;
  /** A device reports. */
  report(thingName: string, jobId: string, status: "IN_PROGRESS" | "SUCCEEDED" | "FAILED" | "REJECTED"): Promise<void>;
}

export async function jobsBench({ resolveDocument }: { resolveDocument?: ResolveDocument } = {}): Promise<JobsBench> {
  const context = { account: defaultAccount, clock: new VirtualClock(), broker: createBroker(), tags: createTags() };
  const things = createThings({ ...context, endpointAddress: () => undefined });
  const jobs = createJobs({ ...context, targets: things.targets, ...(resolveDocument && { resolveDocument }) });
  onTestFinished(() => jobs.stop());
  const service = iotService(things.operations, jobs.operations, context.tags.operations);
  const config = await serve(service, jobs.dataPlane);
  const iot = new IoT(config);
  const data = new IoTJobsDataPlane(config);
  const news: ExecutionNews[] = [];
  jobs.watch((execution) => news.push(execution));
  return {
    iot,
    data,
    clock: context.clock,
    broker: context.broker,
    news,
    async things(count, group) {
      const names = Array.from({ length: count }, (_, index) => `t${index + 1}`);
      if (group) await iot.createThingGroup({ thingGroupName: group });
      for (const thingName of names) {
        await iot.createThing({ thingName });
        if (group) await iot.addThingToThingGroup({ thingName, thingGroupName: group });
      }
      return names;
    },
    async job(jobId, job) {
      await iot.createJob({ jobId, targets: [thing("t1")], document: '{"do":"it"}', ...job });
      await context.clock.advance(0);
    },
    async statuses(jobId) {
      const { executionSummaries = [] } = await iot.listJobExecutionsForJob({ jobId, maxResults: 250 });
      return Object.fromEntries(
        executionSummaries.map(({ thingArn, jobExecutionSummary }) => [
          thingArn?.split("/").at(-1),
          jobExecutionSummary?.status,
        ]),
      );
    },
    async report(thingName, jobId, status) {
      await data.updateJobExecution({ thingName, jobId, status });
    },
  };
}

export const thing = (name: string) => `arn:aws:iot:us-east-1:123456789012:thing/${name}`;
export const group = (name: string) => `arn:aws:iot:us-east-1:123456789012:thinggroup/${name}`;
