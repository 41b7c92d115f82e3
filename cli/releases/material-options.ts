import type { Command } from "commander";
import * as optionValue from "../option-values.ts";

/** What `ota` is told of something that lies on disk and may be released. */
export interface MaterialOptions {
  readonly product?: string;
  readonly version?: string;
}

/** Has a command take an image or a manifest, and what it is for where its folder does not say it. */
export function takingMaterial(command: Command): Command {
  return command
    .argument("<path>", "an image; or a release.json, or the folder it lies in")
    .option(
      "--product <name>",
      "what it is for; a folder releases/<product>/<version>/ says it too",
      optionValue.product,
    )
    .option("--version <version>", "the version it is", optionValue.version);
}
