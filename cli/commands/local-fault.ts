import { Command } from "commander";
import type { StandingRule } from "../../local/faults/faults.ts";
import { faults } from "../../local/faults/rule.ts";
import { askLocalAws } from "../local-control.ts";

interface AddOptions {
  readonly calls: string;
  readonly caller?: string;
  readonly json?: boolean;
}

/** `ota local fault`: what goes wrong in the local AWS that runs already. */
export function faultCommand(): Command {
  return new Command("fault")
    .description("make calls go wrong in the local AWS that runs at AWS_ENDPOINT_URL, or at the usual port")
    .addCommand(addCommand())
    .addCommand(listCommand())
    .addCommand(removeCommand())
    .addCommand(clearCommand())
    .addHelpText("after", examples);
}

function addCommand(): Command {
  return new Command("add")
    .description("make calls of an operation go wrong from now on")
    .argument("<service>", "as requests are signed for it: iot, signer, s3, states, …")
    .argument("<operation>", "by AWS's name, such as CreateStream")
    .argument("<fault>", faults.join(", "))
    .option(
      "--calls <which>",
      "1, 1-3, or 2- for all from the second on; counted from now, an SDK's own retries too",
      "1",
    )
    .option("--caller <function>", "only calls by this Lambda function: its name or its logical id")
    .option("--json", "print the fault's id as JSON")
    .addHelpText("after", examples)
    .action(async (service: string, operation: string, fault: string, { calls, caller, json }: AddOptions) => {
      const rule = { service, operation, calls, ...(caller === undefined ? {} : { caller }), fault };
      const { id } = (await askLocalAws("POST", "/faults", rule)) as { id: string };
      print(json, { id }, `Fault ${id} waits for calls ${calls} of ${service}:${operation}`);
    });
}

const examples = `
Examples:
  ota local fault add iot CreateStream throttle --calls 1-3
  ota local fault add iot CreateOTAUpdate lost-answer
  ota local fault add s3 PutObject kill-after --caller CloseReleaseFunction
  ota local fault list`;

function listCommand(): Command {
  return new Command("list")
    .description("show the faults, and how often each has struck")
    .option("--json", "print them as JSON")
    .action(async ({ json }: { json?: boolean }) => {
      const answer = (await askLocalAws("GET", "/faults")) as { faults: StandingRule[] };
      print(json, answer, answer.faults.map(lineOf).join("\n") || "There are no faults");
    });
}

function removeCommand(): Command {
  return new Command("remove")
    .description("take a fault away")
    .argument("<id>", "as `ota local fault list` shows it")
    .option("--json", "print an empty JSON object when it is done")
    .action(async (id: string, { json }: { json?: boolean }) => {
      await askLocalAws("DELETE", `/faults/${encodeURIComponent(id)}`);
      print(json, {}, `Fault ${id} is gone`);
    });
}

function clearCommand(): Command {
  return new Command("clear")
    .description("take all faults away")
    .option("--json", "print an empty JSON object when it is done")
    .action(async ({ json }: { json?: boolean }) => {
      await askLocalAws("DELETE", "/faults");
      print(json, {}, "There are no faults any more");
    });
}

function lineOf({ id, service, operation, calls, caller, fault, counted, struck }: StandingRule): string {
  const by = caller === undefined ? "" : ` by ${caller}`;
  return `${id}  ${fault}  ${service}:${operation}${by}, calls ${calls}: ${struck} struck of ${counted} so far`;
}

function print(json: boolean | undefined, answer: object, words: string): void {
  process.stdout.write(`${json ? JSON.stringify(answer) : words}\n`);
}
