import { Command } from "commander";
import packageFile from "../package.json" with { type: "json" };
import { cancelCommand } from "./commands/cancel.ts";
import { deleteCommand } from "./commands/delete.ts";
import { demoCommand } from "./commands/demo.ts";
import { devicesCommand } from "./commands/devices.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { listCommand } from "./commands/list.ts";
import { localCommand } from "./commands/local.ts";
import { planCommand } from "./commands/plan.ts";
import { platformsCommand } from "./commands/platforms.ts";
import { profileCommand } from "./commands/profile.ts";
import { publishCommand } from "./commands/publish.ts";
import { retryCommand } from "./commands/retry.ts";
import { statusCommand } from "./commands/status.ts";
import { sweepCommand } from "./commands/sweep.ts";
import { exitCodes, exitCodesText } from "./exit-codes.ts";
import { failureOf } from "./failure.ts";
import { harmlessLines } from "./harmless.ts";
import { brokenOutput } from "./interruption.ts";

const ota = new Command("ota")
  .description(packageFile.description)
  .version(packageFile.version)
  .enablePositionalOptions() // `ota demo --version 1.4.0` is the image's
  .addCommand(demoCommand())
  .addCommand(localCommand())
  .addCommand(publishCommand())
  .addCommand(planCommand())
  .addCommand(listCommand())
  .addCommand(statusCommand())
  .addCommand(devicesCommand())
  .addCommand(cancelCommand())
  .addCommand(retryCommand())
  .addCommand(deleteCommand())
  .addCommand(sweepCommand())
  .addCommand(profileCommand())
  .addCommand(platformsCommand())
  .addCommand(doctorCommand())
  .addHelpText("after", `\n${exitCodesText(Object.keys(exitCodes) as (keyof typeof exitCodes)[])}`);

/** Has a command and those below it throw where they would exit, so that all exit codes are decided in one place, and say nothing harmful: words may come from anywhere. */
function throwInsteadOfExit(command: Command): void {
  command.exitOverride().configureOutput({ outputError: (text, write) => write(harmlessLines(text)) });
  for (const subcommand of command.commands) throwInsteadOfExit(subcommand);
}

function report(error: unknown): void {
  const { exitCode, message } = failureOf(error);
  process.exitCode = exitCode;
  if (message !== undefined) process.stderr.write(`ota: ${harmlessLines(message)}\n`);
}

throwInsteadOfExit(ota);
const broken = brokenOutput(process.stdout);
broken.addEventListener("abort", () => report(broken.reason)); // perhaps when all else is done
try {
  await ota.parseAsync();
} catch (error) {
  if (!broken.aborted) report(error);
}
