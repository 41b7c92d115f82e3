import { type IoT, type Job, paginateListJobs } from "@aws-sdk/client-iot";

/** The most jobs of a product that were open at one moment, from the first of them until now, by their own times. */
export async function mostOpenJobs(iot: IoT, product: string): Promise<number> {
  const jobs: Job[] = [];
  for await (const page of paginateListJobs({ client: iot }, {})) {
    for (const { jobId = "" } of page.jobs ?? []) {
      if (!jobId.startsWith(`AFR_OTA-${product}-`)) continue;
      const { job } = await iot.describeJob({ jobId });
      if (job) jobs.push(job);
    }
  }
  const times = jobs.map((job) => ({ from: job.createdAt?.getTime() ?? 0, to: closedAt(job) }));
  const atOnce = times.map(({ from: moment }) => times.filter(({ from, to }) => from <= moment && moment < to).length);
  return Math.max(0, ...atOnce);
}

/** A cancelled job has no time of its completion, and changes no more. */
function closedAt({ status, completedAt, lastUpdatedAt }: Job): number {
  const closed = status === "CANCELED" ? lastUpdatedAt : completedAt;
  return closed?.getTime() ?? Number.POSITIVE_INFINITY;
}
