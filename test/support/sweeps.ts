import { EventBridge } from "@aws-sdk/client-eventbridge";
import type { SweepReport } from "../../functions/firmware/sweep.ts";
import type { Pipeline } from "./local-aws.ts";
import { clientConfig } from "./local-service.ts";

/** Sweeps by hand, and what else cleans up switched off, so that a test sees what a sweep does by itself. */
export async function sweeps({ aws, invoke, pass }: Pick<Pipeline, "aws" | "invoke" | "pass">) {
  const events = new EventBridge(clientConfig(aws.endpoint));
  const { Rules = [] } = await events.listRules({});
  const ruleOf = (part: string) => Rules.find(({ Name }) => Name?.includes(part))?.Name ?? part;
  const schedule = ruleOf("SweepFunction");
  for (const Name of [schedule, ruleOf("CleanUpFunction")]) await events.disableRule({ Name });

  const sweep = (input: object = {}) => invoke("SweepFunction", input) as Promise<SweepReport>;
  return {
    sweep,

    /** As many as it takes for AWS to finish what one has begun, and for the next to go on. */
    async sweepOut(): Promise<SweepReport[]> {
      const reports: SweepReport[] = [];
      for (let report = await sweep(); report.swept.length > 0; report = await sweep()) {
        reports.push(report);
        await pass(5_000);
      }
      return reports;
    },

    /** What a sweep says of one release: `stream/…: why`. */
    saysOf(report: SweepReport, id: string) {
      const lines = (things: SweepReport["swept"]) =>
        things.filter(({ release }) => release === id).map(({ what, why }) => `${what}: ${why}`);
      return { swept: lines(report.swept), left: lines(report.left) };
    },

    /** Lets the template's schedule sweep while `meanwhile` runs. */
    async scheduled(meanwhile: () => Promise<unknown>): Promise<void> {
      await events.enableRule({ Name: schedule });
      await meanwhile();
      await events.disableRule({ Name: schedule });
    },

    stop: () => events.destroy(),
  };
}
