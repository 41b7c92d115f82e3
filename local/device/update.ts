import { sleep } from "../clock.ts";
import type { AgentContext } from "./agent-context.ts";
import { createDownload } from "./download.ts";
import { openStagedSlot, stage } from "./flash.ts";
import type { OtaJob } from "./job-document.ts";
import { badBlock, badSignerCertificate, momentumAbort, signatureCheckFailed } from "./reasons.ts";
import type { Report } from "./report.ts";
import { accepted, deliverReport, failed, progress, ready, sendReport } from "./reports.ts";
import { checkSignature } from "./signature.ts";

/** One update on its way, from the first request for a block to the restart. */
export interface Update {
  readonly jobId: string;
  /** Goes on where the lost connection broke it off. */
  resume(): void;
  /** Without a connection nothing is asked for. */
  pause(): void;
  /** Forgets it. */
  abandon(): void;
  /** Takes a message that is not about jobs. */
  heard(topic: string, payload: Uint8Array): Promise<void>;
}

const blocksBetweenReports = 25; // as AWS's demos are configured

/**
 * Begins to download a job's file into the staged slot. Calls `onOver` when the agent is free for another job, whatever the end:
 * what is downloaded and verified restarts the device, everything else is reported.
 */
export function startUpdate(context: AgentContext, job: OtaJob, onOver: () => void): Update {
  const { connection, flash, emit } = context;
  const { jobId, file } = job;
  const stream = `$aws/things/${context.thingName}/streams/${job.streamName}`;
  const slot = openStagedSlot(flash, file.size);
  const running = context.version ?? 0;
  let over = false;

  const download = createDownload({
    fileId: file.id,
    slot,
    settings: context.download,
    clock: context.clock,
    subscribe: () => connection.subscribe(`${stream}/data/cbor`),
    request: (payload) => connection.send(`${stream}/get/cbor`, payload),
    onBlock(received, total) {
      emit({ type: "block", received, total });
      const due = received === 1 || received % blocksBetweenReports === 0;
      if (due && received < total) sendReport(context, jobId, progress(received, total));
    },
    onGivenUp: () => context.enqueue(() => end(failed(momentumAbort))),
  });

  function leave(): void {
    over = true;
    download.pause();
    connection.unsubscribe(`${stream}/data/cbor`);
  }

  async function end(report: Report): Promise<void> {
    if (over) return;
    leave();
    await deliverReport(context, jobId, report);
    onOver();
  }

  async function install(): Promise<void> {
    const verdict = await checkSignature(slot, file, context.certificates);
    context.power.throwIfAborted();
    if (verdict === "bad certificate") return end(failed(badSignerCertificate));
    if (verdict === "bad signature") return end(failed(signatureCheckFailed));
    emit({ type: "verified", jobId, certificate: file.certificate ?? "" });
    if (file.type !== 0) return end(accepted(running, running)); // no firmware: there is nothing to boot
    stage(flash);
    await end(ready(running));
    await context.restart("image is staged");
  }

  emit({ type: "downloading", jobId, bytes: file.size, blocks: Math.ceil(file.size / context.download.blockSize) });
  download.resume();
  return {
    jobId,
    resume: download.resume,
    pause: download.pause,
    abandon: leave,
    async heard(topic, payload) {
      if (over || !topic.startsWith(`${stream}/`)) return;
      const taken = topic === `${stream}/data/cbor` ? download.take(payload) : "bad";
      if (context.blockWriteTime > 0) await sleep(context.clock, context.blockWriteTime, context.power);
      if (taken === "bad") await end(failed(badBlock));
      if (taken === "complete") await install();
    },
  };
}
