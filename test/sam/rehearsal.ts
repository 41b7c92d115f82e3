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
  /** The stack's, as `--parameter-overrides` takes them. */
  readonly parameters: readonly string[];
  /** For what is built and written meanwhile. */
  readonly directory: string;
}

const samconfig = fileURLToPath(new URL("../../samconfig.toml", import.meta.url));

/** The stack's name in samconfig.toml. */
export const stackName = "ota-pipeline";

/** The words of `sam deploy` for this template; the stack makes a signing profile of the account's certificate. */
export function deployWords({ parameters }: Rehearsal, templateFile: string): string[] {
  return [
    "deploy",
    "--no-confirm-changeset",
    "--config-file", // it is looked for beside the template, and that is not in the checkout
    samconfig,
    "--template-file",
    templateFile,
    "--parameter-overrides",
    ...parameters,
  ];
}

/** Where the deployed pipeline is, as `sam list stack-outputs` tells it. */
export async function outputsOf({ sam }: Rehearsal): Promise<Readonly<Record<string, string>>> {
  const outputs = await sam("list", "stack-outputs", "--stack-name", stackName, "--output", "json");
  const list = JSON.parse(outputs) as { OutputKey: string; OutputValue: string }[];
  return Object.fromEntries(list.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));
}

/** By the certificate that the account has, and the devices keep: where it is, and its path on the devices. */
export async function certificateParameters(aws: Aws, { signingProfile }: OtaLocal): Promise<string[]> {
  const { signingMaterial, signingParameters } = await aws<{
    signingMaterial: { certificateArn: string };
    signingParameters: { certname: string };
  }>`signer get-signing-profile --profile-name ${signingProfile}`;
  return [`CertificateArn=${signingMaterial.certificateArn}`, `CertificatePathOnDevice=${signingParameters.certname}`];
}
