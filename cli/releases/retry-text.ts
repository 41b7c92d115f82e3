import { mostTargets } from "../../functions/firmware/target.ts";
import { counted } from "../wording.ts";
import type { Retry } from "./retry-release.ts";

/** What is about to be done, in words. */
export function retryText({ release, things, more, gone }: Retry): string {
  const last = things.at(-1);
  return [
    `Offering ${release.product} ${release.version} (${release.id}) again to ${counted(things.length, "thing")}: ${namesText(things)}.`,
    ...(gone.length > 0 ? [`Left out, for they are not registered any more: ${namesText(gone)}.`] : []),
    ...(more > 0
      ? [
          `${counted(more, "more thing")} did not succeed, and a job takes ${mostTargets}. Once this one has ended: \`ota retry ${release.id} --after ${last}\``,
        ]
      : []),
  ].join("\n");
}

const mostNames = 10;

function namesText(names: readonly string[]): string {
  const others = names.length - mostNames;
  return `${names.slice(0, mostNames).join(", ")}${others > 0 ? ` and ${others} more` : ""}`;
}
