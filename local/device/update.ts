import { sleep } from "../clock.ts";
import type { AgentContext } from "./agent-context.ts";
import type { Block, BlockSource } from "./block-source.ts";
import { createDownload, type Download } from "./download.ts";
import { keepFiles, openStagedSlot, stage } from "./flash.ts";
import { httpSource } from "./http-source.ts";
import type { OtaFile, OtaJob } from "./job-document.ts";
import { badBlock, badSignerCertificate, momentumAbort, signatureCheckFailed } from "./reasons.ts";
import type { Report } from "./report.ts";
import { accepted, deliverReport, failed, progress, ready, sendReport } from "./reports.ts";
import { checkSignature } from "./signature.ts";
import { streamSource } from "./stream-source.ts";

/** One update on its way, from the first request for a block to the restart. */
export interface Update {
  readonly jobId: string;
  /** Goes on where the lost connection, or a URL that was good no more, broke it off; `job` is the same with fresh URLs. */
  resume(job: OtaJob): void;
  /** Without a connection nothing is asked for. */
  pause(): void;
  /** Forgets it. */
  abandon(): void;
  /** Takes a message that is not about jobs. */
  heard(topic: string, payload: Uint8Array): Promise<void>;
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
 * Begins to download a job's files, one after another: the firmware into the staged slot, the others into memory, until all
 * are there and verified. What is verified restarts the device if it has firmware, and is kept if not; everything else is
 * reported.
 */
export function startUpdate(context: AgentContext, first: OtaJob, { onOver, onUrlRefused }: UpdateListener): Update {
  const { flash, emit } = context;
  const { jobId } = first;
  const { blockSize } = context.download;
  const running = context.version ?? 0;
  const source = sourceOf(first);
  const total = first.files.reduce((blocks, { size }) => blocks + Math.ceil(size / blockSize), 0);
  const kept = new Map<string, Uint8Array>();
  let job = first;
  let place = 0; // of the file that is being downloaded
  let receivedBefore = 0; // blocks of the files before it
  let waitsForUrl = false;
  let over = false;
  let present = begin();

  function sourceOf(given: OtaJob): BlockSource {
    if (given.protocol === "MQTT") return streamSource(context, given, context.download);
    return httpSource({
      blockSize,
      onBlock: (block) => context.enqueue(() => take(block)),
      onRefused: () => context.enqueue(refused),
    });
  }

  /** Prepares the file whose turn it is. */
  function begin(): { file: OtaFile; slot: Uint8Array; download: Download } {
    const file = job.files[place];
    if (!file) throw new RangeError(`Job ${jobId} has no file ${place}`);
    const slot = file.isFirmware ? openStagedSlot(flash, file.size) : new Uint8Array(file.size);
    const download = createDownload({
      file,
      slot,
      source,
      settings: context.download,
      clock: context.clock,
      onBlock(receivedNow) {
        const received = receivedBefore + receivedNow;
        emit({ type: "block", received, total });
        const due = received === 1 || received % blocksBetweenReports === 0;
        if (due && received < total) sendReport(context, jobId, progress(received, total));
      },
      onGivenUp: () => context.enqueue(() => end(failed(momentumAbort))),
    });
    return { file, slot, download };
  }

  async function take(block: Block | "bad"): Promise<void> {
    if (over) return;
    const taken = present.download.take(block);
    if (context.blockWriteTime > 0) await sleep(context.clock, context.blockWriteTime, context.power);
    if (taken === "bad") await end(failed(badBlock));
    if (taken === "complete") await verify();
  }

  async function verify(): Promise<void> {
    const { file, slot } = present;
    const verdict = await checkSignature(slot, file, context.certificates);
    context.power.throwIfAborted();
    if (verdict === "bad certificate") return end(failed(badSignerCertificate));
    if (verdict === "bad signature") return end(failed(signatureCheckFailed));
    if (!file.isFirmware) kept.set(file.path, slot);
    place += 1;
    if (place === job.files.length) return install();
    receivedBefore += Math.ceil(file.size / blockSize);
    present = begin();
    present.download.resume(present.file, "anew");
  }

  async function install(): Promise<void> {
    const [{ certificate = "", isFirmware = false } = {}] = job.files;
    emit({ type: "verified", jobId, certificate });
    if (!isFirmware) {
      keepFiles(flash, kept);
      return end(accepted(running, running)); // there is nothing to boot
    }
    stage(flash, kept);
    await end(ready(running));
    await context.restart("image is staged");
  }

  function refused(): void {
    if (over) return;
    waitsForUrl = true;
    present.download.pause(); // like AWS's agent it now waits for the document alone
    onUrlRefused();
  }

  function pause(): void {
    present.download.pause();
    source.pause();
  }

  function leave(): void {
    over = true;
    present.download.pause();
    source.close();
  }

  async function end(report: Report): Promise<void> {
    if (over) return;
    leave();
    await deliverReport(context, jobId, report);
    onOver();
  }

  function start(patience: "anew" | "kept"): void {
    source.open();
    present.download.resume(present.file, patience);
  }

  emit({ type: "downloading", jobId, bytes: sizeOf(job), blocks: total });
  start("anew");
  return {
    jobId,
    resume(same) {
      job = same;
      present = { ...present, file: same.files[place] ?? present.file };
      start(waitsForUrl ? "kept" : "anew"); // URLs that are refused again and again must not go on for ever
      waitsForUrl = false;
    },
    pause,
    abandon: leave,
    async heard(topic, payload) {
      const block = over ? undefined : source.read(topic, payload, present.file);
      if (block !== undefined) await take(block);
    },
  };
}

function sizeOf({ files }: OtaJob): number {
  return files.reduce((bytes, { size }) => bytes + size, 0);
}
