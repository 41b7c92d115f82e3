import type { AgentContext } from "./agent-context.ts";
import { blocksOf, type FilesFetch, fetchFiles } from "./fetch-files.ts";
import { type FileStore, keepFiles, stage } from "./flash.ts";
import type { OtaJob } from "./job-document.ts";
import type { Report } from "./report.ts";
import { accepted, deliverReport, failed, progress, ready, sendReport } from "./reports.ts";

/** One update on its way, from the first request for a block to the restart. */
export interface Update extends Pick<FilesFetch, "resume" | "pause" | "heard"> {
  readonly jobId: string;
  /** Forgets it. */
  abandon(): void;
}

/** What an update tells the agent. */
export interface UpdateListener {
  /** The agent is free for another job. */
  readonly onOver: () => void;
  /** The job document has to be asked for again: its URLs are good no more. */
  readonly onUrlRefused: () => void;
}

const blocksBetweenReports = 25; // as AWS's demos are configured

/**
 * Begins to download a job's files. What is there and verified restarts the device if it has firmware, and is kept if not;
 * everything else is reported.
 */
export function startUpdate(context: AgentContext, job: OtaJob, { onOver, onUrlRefused }: UpdateListener): Update {
  const { flash, emit } = context;
  const { jobId, files } = job;
  const running = context.version ?? 0;
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  emit({ type: "downloading", jobId, bytes, blocks: blocksOf(job, context.download.blockSize) });
  const fetch = fetchFiles(context, job, {
    onUrlRefused,
    onBlock(received, total) {
      emit({ type: "block", received, total });
      const due = received === 1 || received % blocksBetweenReports === 0;
      if (due && received < total) sendReport(context, jobId, progress(received, total));
    },
    onFailed: (reason) => end(failed(reason)),
    onVerified: install,
  });

  async function install(others: FileStore): Promise<void> {
    emit({ type: "verified", jobId, certificate: files[0]?.certificate ?? "" });
    if (!files[0]?.isFirmware) {
      keepFiles(flash, others);
      return end(accepted(running, running)); // there is nothing to boot
    }
    stage(flash, others);
    await end(ready(running));
    await context.restart("image is staged");
  }

  async function end(report: Report): Promise<void> {
    fetch.close();
    await deliverReport(context, jobId, report);
    onOver();
  }

  return { jobId, resume: fetch.resume, pause: fetch.pause, heard: fetch.heard, abandon: fetch.close };
}
