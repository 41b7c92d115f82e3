import { decode } from "cborg";
import { createBroker } from "../../local/iot/broker.ts";

/** A block as a stream sends it: absolute index, length as told, bytes. */
export interface SentBlock {
  /** The file's id; left out: 0. */
  readonly f?: number;
  readonly i: number;
  readonly l: number;
  readonly p: Uint8Array;
}

/** What the far end does in a test. All of it may change while the test runs. */
export interface CloudScript {
  /** The bytes behind every stream: of its file 0. */
  file: Uint8Array;
  /** Those of the files from 1 on. */
  moreFiles: readonly Uint8Array[];
  /** `execution` of the replies to `$next/get`; what devices report is kept in it, and the end of the job takes it away. */
  execution?: Execution | undefined;
  /** Given what a request asked for and how many came before it, what is sent. By default all, in order. */
  send: (asked: SentBlock[], requestsBefore: number) => SentBlock[];
  encode: (block: SentBlock) => Uint8Array;
  /** Whether `$next/get` is answered. */
  answersJobs: boolean;
}

export interface Execution {
  readonly jobId: string;
  readonly jobDocument?: unknown;
  readonly status: string;
  readonly statusDetails?: Readonly<Record<string, string>>;
}

/** What a thing published, below `$aws/things/<thing>/`: JSON is parsed, CBOR requests are in hexadecimal. */
export interface Heard {
  readonly topic: string;
  readonly said: unknown;
}

/** The cloud of one thing: a real broker with AWS IoT's rules, behind it a script instead of services. */
export interface ScriptedCloud {
  readonly port: number;
  readonly script: CloudScript;
  readonly heard: Heard[];
  /** What the thing reported of its jobs, in order. */
  reports(): unknown[];
  /** How many stream requests came. */
  requests(): number;
  /** Makes it the thing's next job and says so; without one it says that there is none any more. */
  offer(execution?: Execution): void;
  /** To the thing, subscribed or not. */
  push(topic: string, payload: string | Uint8Array): void;
  stop(): Promise<void>;
}

export async function startScriptedCloud(thing: string, given: Partial<CloudScript>): Promise<ScriptedCloud> {
  const broker = createBroker();
  const base = `$aws/things/${thing}/`;
  const heard: Heard[] = [];
  const script: CloudScript = {
    file: new Uint8Array(),
    moreFiles: [],
    send: (asked) => asked,
    encode: asCapturedFromAws,
    answersJobs: true,
    ...given,
  };
  const push = (topic: string, payload: string | Uint8Array) => broker.push(thing, base + topic, payload);
  const requests = () => heard.filter(({ topic }) => /^streams\/.*\/get\/cbor$/.test(topic)).length;

  function answerGet(message: Record<string, unknown>): void {
    if (!script.answersJobs) return;
    const { clientToken } = message;
    const reply = { clientToken, timestamp: 1_767_225_600, execution: script.execution };
    push("jobs/$next/get/accepted", JSON.stringify(reply));
  }

  function noteReport({ status, statusDetails }: Record<string, unknown>): void {
    const { execution } = script;
    if (!execution) return;
    const over = status !== "IN_PROGRESS";
    script.execution = over
      ? undefined
      : ({ ...execution, status, ...(statusDetails ? { statusDetails } : {}) } as Execution);
  }

  broker.onPublish(`${base}jobs/#`, ({ topic, payload }) => {
    const said = JSON.parse(Buffer.from(payload).toString());
    heard.push({ topic: topic.slice(base.length), said });
    if (topic.endsWith("/$next/get")) answerGet(said);
    if (topic.endsWith("/update")) noteReport(said);
  });
  broker.onPublish(`${base}streams/+/get/cbor`, ({ topic, payload }) => {
    const before = requests();
    heard.push({ topic: topic.slice(base.length), said: Buffer.from(payload).toString("hex") });
    const data = topic.replace("/get/", "/data/");
    for (const block of script.send(blocksAskedFor([script.file, ...script.moreFiles], payload), before))
      broker.publish(data, script.encode(block));
  });

  return {
    port: await broker.listen(0),
    script,
    heard,
    reports: () => heard.filter(({ topic }) => topic.endsWith("/update")).map(({ said }) => said),
    requests,
    offer(execution) {
      script.execution = execution;
      broker.publish(`${base}jobs/notify-next`, JSON.stringify({ timestamp: 1_767_225_600, execution }));
    },
    push,
    stop: () => broker.stop(),
  };
}

/** Bit k of the bitmap is block o + k; at most n of them. */
function blocksAskedFor(files: readonly Uint8Array[], payload: Uint8Array): SentBlock[] {
  const { f, l, o, b, n } = decode(payload) as { f: number; l: number; o: number; b: Uint8Array; n: number };
  const wanted = [...b].flatMap((byte, position) => bitsOf(byte).map((bit) => o + position * 8 + bit));
  return wanted.slice(0, n).map((i) => {
    const p = files[f]?.subarray(i * l, (i + 1) * l) ?? new Uint8Array();
    return { f, i, l: p.length, p };
  });
}

function bitsOf(byte: number): number[] {
  return [0, 1, 2, 3, 4, 5, 6, 7].filter((bit) => byte & (1 << bit));
}

/** The form of a data message captured from AWS: an indefinite map of f, i, l, p and no more. Written out by hand. */
export function asCapturedFromAws({ f = 0, i, l, p }: SentBlock): Uint8Array {
  const uint = (number: number) => [0x1a, number >>> 24, number >>> 16, number >>> 8, number];
  const head = [0xbf, 0x61, 0x66, f, 0x61, 0x69, ...uint(i), 0x61, 0x6c, ...uint(l), 0x61, 0x70];
  return Buffer.concat([Buffer.from([...head, 0x59, p.length >>> 8, p.length]), p, Buffer.from([0xff])]);
}
