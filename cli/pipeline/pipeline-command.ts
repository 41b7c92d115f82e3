import { Command } from "commander";
import { type exitCodes, exitCodesText } from "../exit-codes.ts";
import { usualStack } from "./follow-command.ts";

/** What a command's help adds to its options. */
interface Help {
  readonly examples: readonly string[];
  readonly exitCodes: readonly (keyof typeof exitCodes)[];
}

/** A command that asks about a deployed pipeline, with the options that all of these have. */
export function pipelineCommand(name: string, help: Help): Command {
  return awsCommand(name, help).option("--stack <name>", "the stack the pipeline was deployed as", usualStack);
}

/** A command that asks AWS, whether or not a pipeline is deployed there. */
export function awsCommand(name: string, help: Help): Command {
  return new Command(name)
    .option("--local", "ask local AWS: at AWS_ENDPOINT_URL, or where `ota local` starts it")
    .addHelpText("after", ["", "Examples:", ...help.examples.map((example) => `  ${example}`)].join("\n"))
    .addHelpText("after", `\n${exitCodesText(help.exitCodes)}`);
}
