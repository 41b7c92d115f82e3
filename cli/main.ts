#!/usr/bin/env node
import { Command } from "commander";
import packageFile from "../package.json" with { type: "json" };
import { demoCommand } from "./commands/demo.ts";
import { localCommand } from "./commands/local.ts";
import { Interrupted } from "./interruption.ts";

const ota = new Command("ota")
  .description(packageFile.description)
  .version(packageFile.version)
  .enablePositionalOptions() // `ota demo --version 1.4.0` is the image's
  .addCommand(demoCommand())
  .addCommand(localCommand());

try {
  await ota.parseAsync();
} catch (error) {
  process.exitCode = error instanceof Interrupted ? error.exitCode : 1;
  process.stderr.write(`ota: ${error instanceof Error ? error.message : error}\n`);
}
