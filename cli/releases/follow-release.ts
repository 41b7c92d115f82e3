import { TransientError, withName } from "../../functions/aws/failure.ts";
import { executionArnOf } from "../../functions/firmware/release-id.ts";
import { type DeviceReport, lookAtDevices, type SeenDevices } from "./devices.ts";
import { lookAtRelease, type ReleaseReport } from "./look-at-release.ts";
import { createWorkflowNews, type WorkflowNews } from "./workflow-news.ts";

/** A release at one look while it is followed. */
export interface Look {
  readonly report: ReleaseReport;
  /** Those that have not succeeded, the failed ones first: no more than asked for. */
  readonly devices: readonly DeviceReport[];
  /** What its workflow has done since the look before. */
  readonly news: readonly WorkflowNews[];
}

/** What to follow, and how closely. */
export interface Following {
  readonly stateMachineArn: string;
  /** How many devices a look is for at most: a call each. */
  readonly limit: number;
  /** Whether to tell also of the steps before the first look. */
  readonly fromStart: boolean;
  /** What to wait for between two looks. */
  readonly rest: (isBusy: boolean) => Promise<unknown>;
  /** Hears why a look failed that is made again. */
  readonly say: (text: string) => void;
}

const mostFailures = 10; // looks in a row

/**
 * Looks at a release again and again, until it has come to an end and its workflow too. Each look is a bounded number of
 * calls, however many devices there are. A look that fails for a passing reason is made again.
 */
export async function* followRelease(id: string, following: Following): AsyncGenerator<Look> {
  const { stateMachineArn, fromStart, rest, say } = following;
  const readNews = createWorkflowNews(executionArnOf(stateMachineArn, id), { fromStart });
  const seen: SeenDevices = new Map();
  let failures = 0;
  for (;;) {
    try {
      const look = await lookAt(id, following, { readNews, seen });
      failures = 0;
      if (look) yield look;
      if (look && isOver(look.report)) return;
      await rest((look?.news.length ?? 0) > 0);
    } catch (error) {
      failures += 1;
      const passing = withName(error);
      if (!(passing instanceof TransientError) || failures > mostFailures) throw error;
      say(`AWS does not answer as it should (${passing.message}); looking again …`);
      await rest(false);
    }
  }
}

async function lookAt(
  id: string,
  { stateMachineArn, limit }: Following,
  { readNews, seen }: { readNews: () => Promise<WorkflowNews[]>; seen: SeenDevices },
): Promise<Look | undefined> {
  const report = await lookAtRelease(id, stateMachineArn);
  if (!report) return undefined;
  const { job, devices: counts } = report;
  const devices = job?.jobId && counts ? await lookAtDevices(job.jobId, counts, limit, seen) : [];
  return { report, devices, news: await readNews() };
}

/** Whether nothing more is to come: it stands as it will stand, and its workflow is over. */
function isOver({ state, execution }: ReleaseReport): boolean {
  const isDecided = state !== "starting" && state !== "under way" && state !== "ending";
  return isDecided && (execution === null || execution.stoppedAt !== null);
}
