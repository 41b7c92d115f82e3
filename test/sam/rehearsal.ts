import { fileURLToPath } from "node:url";
import type { Aws } from "../guide/aws-cli.ts";
import type { OtaLocal } from "../guide/ota-local.ts";
import type { Steps } from "../guide/steps.ts";
import type { Sam } from "./sam-cli.ts";

/** What the steps of this run work with. */
export interface Rehearsal {
  readonly step: Steps["step"];
  readonly sam: Sam;
  readonly aws: Aws;
  readonly local: OtaLocal;
  /** For what is built and written meanwhile. */
  readonly directory: string;
}

const samconfig = fileURLToPath(new URL("../../samconfig.toml", import.meta.url));

/** The stack's name in samconfig.toml. */
export const stackName = "ota-pipeline";

/** The words of `sam deploy` for this template, with the profile that the account has. */
export function deployWords({ local }: Rehearsal, templateFile: string): string[] {
  return [
    "deploy",
    "--no-confirm-changeset",
    "--config-file", // it is looked for beside the template, and that is not in the checkout
    samconfig,
    "--template-file",
    templateFile,
    "--parameter-overrides",
    `SigningProfileName=${local.signingProfile}`,
  ];
}

/** Where the deployed pipeline is, as `sam list stack-outputs` tells it. */
export async function outputsOf({ sam }: Rehearsal): Promise<Readonly<Record<string, string>>> {
  const outputs = await sam("list", "stack-outputs", "--stack-name", stackName, "--output", "json");
  const list = JSON.parse(outputs) as { OutputKey: string; OutputValue: string }[];
  return Object.fromEntries(list.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));
}
