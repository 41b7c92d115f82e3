import { sleep } from "../clock.ts";
import type { AgentContext } from "./agent-context.ts";
import type { Block, BlockSource } from "./block-source.ts";
import { createDownload, type Download } from "./download.ts";
import { type FileStore, openStagedSlot } from "./flash.ts";
import { httpSource } from "./http-source.ts";
import type { OtaFile, OtaJob } from "./job-document.ts";
import { badBlock, badSignerCertificate, momentumAbort, signatureCheckFailed } from "./reasons.ts";
import { checkSignature } from "./signature.ts";
import { streamSource } from "./stream-source.ts";

/** A job's files on their way to the device. */
export interface FilesFetch {
  /** Goes on where the lost connection, or a URL that was good no more, broke it off; `job` is the same with fresh URLs. */
  resume(job: OtaJob): void;
  /** Asks for nothing until it is resumed. */
  pause(): void;
  /** Ends it: nobody hears of it any more. */
  close(): void;
  /** Takes a message that is not about jobs. */
  heard(topic: string, payload: Uint8Array): Promise<void>;
}

/** Whom a fetch tells, each in the agent's turn. */
export interface FetchListener {
  /** One more block is written: of all the files' blocks so many are there. */
  readonly onBlock: (received: number, total: number) => void;
  /** The job document has to be asked for again: its URLs are good no more. */
  readonly onUrlRefused: () => void;
  /** All are there and verified; `files` are those beside the firmware. */
  readonly onVerified: (files: FileStore) => Promise<void>;
  /** The agent's reason why they will never be there. */
  readonly onFailed: (reason: string) => Promise<void>;
}

/** How many blocks a job's files have together. */
export function blocksOf({ files }: OtaJob, blockSize: number): number {
  return files.reduce((blocks, { size }) => blocks + Math.ceil(size / blockSize), 0);
}

/**
 * Downloads a job's files, one after another, and verifies each as soon as it is there: the firmware in the staged slot,
 * the others in memory.
 */
export function fetchFiles(context: AgentContext, first: OtaJob, listener: FetchListener): FilesFetch {
  const { blockSize } = context.download;
  const total = blocksOf(first, blockSize);
  const source = sourceOf(first);
  const kept = new Map<string, Uint8Array>();
  let job = first;
  let place = 0; // of the file that is being downloaded
  let receivedBefore = 0; // blocks of the files before it
  let waitsForUrl = false;
  let closed = false;
  let present = prepare();
  start("anew");

  function sourceOf(given: OtaJob): BlockSource {
    if (given.protocol === "MQTT") return streamSource(context, given, context.download);
    return httpSource({
      blockSize,
      onBlock: (block) => context.enqueue(() => take(block)),
      onRefused: () => context.enqueue(refused),
    });
  }

  /** Makes room for the file whose turn it is. */
  function prepare(): { file: OtaFile; slot: Uint8Array; download: Download } {
    const file = job.files[place];
    if (!file) throw new RangeError(`Job ${job.jobId} has no file ${place}`);
    const slot = file.isFirmware ? openStagedSlot(context.flash, file.size) : new Uint8Array(file.size);
    const download = createDownload({
      file,
      slot,
      source,
      settings: context.download,
      clock: context.clock,
      onBlock: (received) => listener.onBlock(receivedBefore + received, total),
      onGivenUp: () => context.enqueue(() => fail(momentumAbort)),
    });
    return { file, slot, download };
  }

  function start(patience: "anew" | "kept"): void {
    source.open();
    present.download.resume(present.file, patience);
  }

  async function take(block: Block | "bad"): Promise<void> {
    if (closed) return;
    const taken = present.download.take(block);
    if (context.blockWriteTime > 0) await sleep(context.clock, context.blockWriteTime, context.power);
    if (taken === "bad") await fail(badBlock);
    if (taken === "complete") await verify();
  }

  async function verify(): Promise<void> {
    const { file, slot } = present;
    const verdict = await checkSignature(slot, file, context.certificates);
    context.power.throwIfAborted();
    if (verdict === "bad certificate") return fail(badSignerCertificate);
    if (verdict === "bad signature") return fail(signatureCheckFailed);
    if (!file.isFirmware) kept.set(file.path, slot);
    await next(file);
  }

  async function next(before: OtaFile): Promise<void> {
    place += 1;
    if (place === job.files.length) return listener.onVerified(kept);
    receivedBefore += Math.ceil(before.size / blockSize);
    present = prepare();
    present.download.resume(present.file, "anew");
  }

  async function fail(reason: string): Promise<void> {
    if (!closed) await listener.onFailed(reason);
  }

  function refused(): void {
    if (closed) return;
    waitsForUrl = true;
    present.download.pause(); // like AWS's agent it now waits for the document alone
    listener.onUrlRefused();
  }

  return {
    resume(same) {
      job = same;
      present = { ...present, file: same.files[place] ?? present.file };
      start(waitsForUrl ? "kept" : "anew"); // URLs that are refused again and again must not go on for ever
      waitsForUrl = false;
    },
    pause() {
      present.download.pause();
      source.pause();
    },
    close() {
      closed = true;
      present.download.pause();
      source.close();
    },
    async heard(topic, payload) {
      const block = closed ? undefined : source.read(topic, payload, present.file);
      if (block !== undefined) await take(block);
    },
  };
}
