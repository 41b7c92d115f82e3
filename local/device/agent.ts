import type { AgentContext } from "./agent-context.ts";
import { field, type Offer, type OtaJob, readOffer } from "./job-document.ts";
import { fileTooLarge } from "./reasons.ts";
import { deliverReport, failed } from "./reports.ts";
import { runSelfTest } from "./self-test.ts";
import { startUpdate, type Update } from "./update.ts";

/** The OTA agent of one boot. Each of these is called in its turn, after the one before is done. */
export interface Agent {
  connected(): void;
  disconnected(): void;
  heard(topic: string, payload: Uint8Array): Promise<void>;
  /** The time in which a self-test has to start is over: goes back to the image before, if this one is still on trial. */
  selfTestOverdue(): Promise<void>;
  /** The power is going: no timer stays behind. */
  halt(): void;
}

const longestClientToken = 64;

/** An agent that talks and behaves like AWS's own (ota-for-aws-iot-embedded-sdk 3.4), but takes all of a job's files, not the first alone. */
export function createAgent(context: AgentContext): Agent {
  const { thingName, connection, flash } = context;
  const jobs = `$aws/things/${thingName}/jobs`;
  let questions = 0;
  let asked: string | undefined; // the client token of a question that is not answered yet
  let update: Update | undefined;

  /** Asks for the next job, once: like AWS's agent it then waits, for ever if it must. */
  function ask(): void {
    asked = `${questions}:${thingName}`.slice(0, longestClientToken);
    questions += 1;
    connection.send(`${jobs}/$next/get`, JSON.stringify({ clientToken: asked }), 1);
  }

  const read = (message: unknown) => readOffer(message, context.protocols);

  function abandon(): void {
    update?.abandon();
    update = undefined;
  }

  async function consider(offer: Offer): Promise<void> {
    asked = undefined;
    if (offer.kind === "job" && offer.job.jobId === update?.jobId) {
      update.resume(offer.job); // the connection was lost in the middle, or a URL was good no more
      return;
    }
    abandon();
    if (offer.kind === "refused") await deliverReport(context, offer.jobId, failed(offer.reason));
    if (offer.kind !== "job") return;
    if (offer.job.selfTest) await runSelfTest(context, offer.job.jobId, offer.job.selfTest);
    else if (flash.state === "testing") await context.restart("self-test did not start");
    else if (offer.job.files.some(({ size }) => size > context.slotSize))
      await deliverReport(context, offer.job.jobId, failed(fileTooLarge));
    else begin(offer.job);
  }

  function begin(job: OtaJob): void {
    const onOver = () => {
      update = undefined;
    };
    update = startUpdate(context, job, { onOver, onUrlRefused: ask });
  }

  /** A message about the next job: during a download it means that the job may be another by now, so all begins anew. */
  async function noticed(message: unknown): Promise<void> {
    if (!update) return consider(read(message));
    abandon();
    ask();
  }

  return {
    connected() {
      connection.subscribe(`${jobs}/notify-next`);
      ask();
    },
    disconnected: () => update?.pause(),
    async heard(topic, payload) {
      if (topic === `${jobs}/notify-next`) return noticed(parse(payload));
      if (topic !== `${jobs}/$next/get/accepted`) return update?.heard(topic, payload);
      const message = parse(payload);
      if (asked !== undefined && field(message, "clientToken") === asked) return consider(read(message));
    },
    async selfTestOverdue() {
      if (flash.state === "testing") await context.restart("self-test did not start");
    },
    halt: () => update?.pause(),
  };
}

function parse(payload: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(payload).toString());
  } catch {
    return undefined; // says nothing
  }
}
