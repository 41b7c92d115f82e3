import { AwsError } from "../../../http/aws-error.ts";
import type { Broker } from "../../broker.ts";
import type { JobsContext } from "../context.ts";
import { inSeconds } from "../execution-data.ts";
import { clientTokenIn, readBody, readDescribe, readStartNext, readUpdate } from "./read-request.ts";
import { type DescribedExecution, describe, getPending, startNext, update } from "./requests.ts";

/** AWS's codes on `…/rejected`, by the names the same errors have over HTTP. */
const codes: Readonly<Record<string, string>> = {
  InvalidTopic: "InvalidTopic",
  InvalidJson: "InvalidJson",
  InvalidRequestException: "InvalidRequest",
  ResourceNotFoundException: "ResourceNotFound",
  VersionConflictException: "VersionMismatch",
  InvalidStateTransitionException: "InvalidStateTransition",
  TerminalStateException: "TerminalStateReached",
};

/**
 * The Jobs device API over MQTT. Replies go to the connection that asked, subscribed or not, on the request's topic
 * with `/accepted` or `/rejected` behind it, and echo its `clientToken`.
 */
export function serveDevices(broker: Pick<Broker, "onPublish" | "push">, context: JobsContext): () => void {
  return broker.onPublish("$aws/things/+/jobs/#", ({ topic, payload, clientId }) => {
    const timestamp = inSeconds(context.clock.now());
    const reply = (kind: "accepted" | "rejected", members: object) =>
      broker.push(clientId, `${topic}/${kind}`, JSON.stringify(members));
    let clientToken: string | undefined;
    try {
      const body = readBody(payload);
      clientToken = clientTokenIn(body);
      reply("accepted", { clientToken, timestamp, ...answer(topic, body, context) });
    } catch (error) {
      const { name, message, fields } = error instanceof AwsError ? error : internalError(error);
      reply("rejected", { code: codes[name] ?? "InternalError", message, clientToken, timestamp, ...fields });
    }
  });
}

function answer(topic: string, body: Readonly<Record<string, unknown>>, context: JobsContext): object {
  const [thing = "", first = "", second, ...more] = topic
    .split("/")
    .slice(2)
    .filter((_, level) => level !== 1);
  if (more.length === 0 && second === undefined) {
    if (first === "get") return getPending(thing, context);
    if (first === "start-next") return withParsedDocument(startNext(thing, readStartNext(body), context));
  }
  if (more.length === 0 && second === "get") {
    return withParsedDocument(describe(thing, first, readDescribe(body), context));
  }
  if (more.length === 0 && second === "update") {
    const { jobDocument, ...reply } = update(thing, first, readUpdate(body), context);
    return { ...reply, ...(jobDocument !== undefined && { jobDocument: JSON.parse(jobDocument) }) };
  }
  throw new AwsError("InvalidTopic", `No operation of Jobs has the topic ${topic}`, 400);
}

/** Over MQTT the document is an object, over HTTP it is text. */
function withParsedDocument({ execution }: { execution?: DescribedExecution }): object {
  if (!execution) return {};
  const { jobDocument, ...data } = execution;
  return { execution: { ...data, ...(jobDocument !== undefined && { jobDocument: JSON.parse(jobDocument) }) } };
}

/** A mistake of ours must not leave the device without a reply: it asks only once. */
function internalError(error: unknown): AwsError {
  return new AwsError("InternalError", error instanceof Error ? error.message : String(error), 500);
}
