import type { Command } from "commander";
import { awsCommand } from "../pipeline/pipeline-command.ts";

interface PlatformsOptions {
  readonly local?: boolean;
  readonly json?: boolean;
}

/** `ota platforms`: the ways of signing that AWS Signer offers. */
export function platformsCommand(): Command {
  return awsCommand("platforms", {
    examples: ["ota platforms", "ota platforms --local --json"],
    exitCodes: ["ok", "failed", "usage"],
  })
    .description("list the platforms of AWS Signer: what each signs with, how large an image, and which fit FreeRTOS")
    .option("--json", "print one JSON document")
    .action(platforms);
}

async function platforms({ local, json }: PlatformsOptions): Promise<void> {
  const { pointToLocalAws } = await import("../pipeline/local-aws.ts"); // with the SDK's clients: not loaded for --help
  const { listPlatforms } = await import("../profiles/platforms.ts");
  const { platformTable } = await import("../profiles/platform-table.ts");
  if (local) pointToLocalAws(process.env);
  const found = await listPlatforms();
  process.stdout.write(`${json ? JSON.stringify({ platforms: found }, undefined, 2) : platformTable(found)}\n`);
}
