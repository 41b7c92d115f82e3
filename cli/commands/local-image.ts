import { writeFile } from "node:fs/promises";
import { Command } from "commander";
import { demoImage } from "../image-to-release.ts";
import * as optionValue from "../option-values.ts";

interface ImageOptions {
  readonly product: string;
  readonly version: string;
  readonly json?: boolean;
}

/** `ota local image`: a file that the devices of `ota local` boot, and know the version of, however it reaches them. */
export function imageCommand(): Command {
  return new Command("image")
    .description("write an image that says itself what version it is, for updates that are no releases of the pipeline")
    .argument("<file>", "where to write it")
    .requiredOption("--version <version>", "the version it is", optionValue.version)
    .option("--product <name>", "the devices it is for", optionValue.product, "thermostat")
    .option("--json", "print file, size and SHA-256 as JSON")
    .addHelpText("after", examples)
    .action(async (file: string, { product, version, json }: ImageOptions) => {
      const { bytes, sha256 } = demoImage(product, version);
      await writeFile(file, bytes);
      const facts = { file, size: bytes.length, sha256 };
      process.stdout.write(`${json ? JSON.stringify(facts) : `${file} is ${product} ${version}`}\n`);
    });
}

const examples = `
Examples:
  ota local image app.bin --version 1.5.0
  ota local image pump.bin --version 2.0.1 --product pump`;
