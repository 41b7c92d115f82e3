import type { ClockFacts } from "./clock-facts.ts";
import { type Finding, fail, ok } from "./finding.ts";

const longestSkew = 5 * 60_000; // then AWS refuses what is signed here (IAM User Guide, "signing requests")

export function judgeClock({ here, atAws }: Pick<ClockFacts, "here" | "atAws">): Finding[] {
  const skew = here - atAws;
  const seconds = Math.round(Math.abs(skew) / 1000);
  const words = seconds < 60 ? `${seconds} seconds` : `${Math.round(seconds / 60)} minutes`;
  const judgement =
    Math.abs(skew) < longestSkew
      ? ok(`within ${Math.max(seconds, 1)} s of AWS's`)
      : fail(
          `${words} ${skew > 0 ? "ahead of" : "behind"} AWS's: what is signed here, AWS refuses`,
          "Set this computer's clock, or have it set by NTP.",
        );
  return [{ check: "clock of this computer", ...judgement }];
}
