import type { Outcome } from "../../support/raw-connection.ts";
import type { HostileCase } from "./case.ts";

/** What is wrong with how a case came out; undefined when nothing is. */
export function faultOf({ expected, bytes }: HostileCase, outcome: Outcome): string | undefined {
  const wrong = complaint(expected, outcome);
  if (wrong === undefined) return undefined;
  const answer = typeof outcome === "string" ? "" : `\n  answered ${outcome.body.slice(0, 500)}`;
  return `${wrong}\n  to ${JSON.stringify(bytes.toString("latin1").slice(0, 2_000))}${answer}`;
}

function complaint(expected: HostileCase["expected"], outcome: Outcome): string | undefined {
  if (outcome === "silent") return "silence";
  if (outcome === "closed") return expected === "any" ? undefined : "the connection's end instead of an answer";
  const { status, headers, body } = outcome;
  const isNotPlayed =
    status === 501 && (body === "" || `${headers.get("x-amzn-errortype")} ${body}`.includes("NotImplemented"));
  if (status >= 500 && !isNotPlayed) return `${status}`;
  if (expected === "refused" && status < 400) return `${status} instead of a refusal`;
  if (headers.has("set-cookie")) return "a header that the request has brought";
  return undefined;
}
