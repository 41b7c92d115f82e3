import { Command } from "commander";
import * as optionValue from "../option-values.ts";
import type { PipelineOptions } from "../pipeline/open-pipeline.ts";
import { awsCommand, pipelineCommand } from "../pipeline/pipeline-command.ts";
import type { ProfileRequest } from "../profiles/put-profile.ts";
import { UsageError } from "../usage-error.ts";

interface PutOptions {
  readonly certificateArn?: string;
  readonly certificate?: string;
  readonly privateKey?: string;
  readonly platform: string;
  readonly certname: string;
  readonly local?: boolean;
  readonly json?: boolean;
}

interface ListOptions extends PipelineOptions {
  readonly all?: boolean;
  readonly json?: boolean;
}

interface CancelOptions extends PipelineOptions {
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** `ota profile`: the profiles of AWS Signer that images are signed by. */
export function profileCommand(): Command {
  return new Command("profile")
    .description("make, show and cancel the profiles of AWS Signer that sign images")
    .addCommand(putCommand())
    .addCommand(getCommand())
    .addCommand(listCommand())
    .addCommand(cancelCommand())
    .addHelpText(
      "after",
      ["", "Examples:", ...[...putExamples, "ota profile list --all"].map((example) => `  ${example}`)].join("\n"),
    );
}

const putExamples = [
  "ota profile put firmware_2026 --certificate signer.pem --private-key signer.key --certname /certs/signer.pem",
  "ota profile put firmware_2026 --certificate-arn arn:aws:acm:…:certificate/… --certname /certs/signer.pem",
];

function putCommand(): Command {
  return awsCommand("put", { examples: putExamples, exitCodes: ["ok", "failed", "usage"] })
    .description("make a signing profile; its name can never be used again")
    .argument("<name>", "2 to 64 letters, digits and underscores", optionValue.profileName)
    .option("--certificate-arn <arn>", "the code-signing certificate, where ACM has it already")
    .option("--certificate <file>", "the certificate in PEM, to import it into ACM")
    .option("--private-key <file>", "its private key in PEM, without a passphrase")
    .option("--platform <id>", "what signs, as `ota platforms` lists it", "AmazonFreeRTOS-Default")
    .requiredOption("--certname <path>", "the certificate's path on the device: it goes into the job document")
    .option("--json", "print what was made as JSON")
    .action(put);
}

async function put(profileName: string, options: PutOptions): Promise<void> {
  const { platform: platformId, certname, local, json } = options;
  const material = materialOf(options);
  const { pointToLocalAws } = await import("../pipeline/local-aws.ts"); // with the SDK's clients: not loaded for --help
  const { putProfile } = await import("../profiles/put-profile.ts");
  const { madeText } = await import("../profiles/profile-text.ts");
  if (local) pointToLocalAws(process.env);
  const made = await putProfile({ profileName, platformId, certname, material });
  print(json, made, () => madeText(made));
}

/** @throws UsageError */
function materialOf({ certificateArn, certificate, privateKey }: PutOptions): ProfileRequest["material"] {
  const isInAcm = certificateArn !== undefined && certificate === undefined && privateKey === undefined;
  if (isInAcm) return { certificateArn };
  if (certificateArn === undefined && certificate !== undefined && privateKey !== undefined)
    return { certificateFile: certificate, keyFile: privateKey };
  throw new UsageError("Say either --certificate-arn, or both --certificate and --private-key.");
}

function getCommand(): Command {
  return pipelineCommand("get", {
    examples: ["ota profile get firmware_2026", "ota profile get firmware_2026 --local --json"],
    exitCodes: ["ok", "failed", "usage", "notFound"],
  })
    .description("show one signing profile: its certificate and its end, and who uses it")
    .argument("<name>", "of the profile", optionValue.profileName)
    .option("--json", "print one JSON document")
    .action(get);
}

async function get(name: string, { json, ...pipeline }: PipelineOptions & { json?: boolean }): Promise<void> {
  const { profileUsers } = await import("../profiles/profile-users.ts");
  const { lookAtProfile } = await import("../profiles/profiles.ts");
  const { profileText } = await import("../profiles/profile-text.ts");
  const report = await lookAtProfile(name, await profileUsers(pipeline));
  print(json, report, () => profileText(report, Date.now()));
}

function listCommand(): Command {
  return pipelineCommand("list", {
    examples: ["ota profile list", "ota profile list --all --json"],
    exitCodes: ["ok", "failed", "usage"],
  })
    .description("list the signing profiles, and who uses each")
    .option("--all", "also those that are cancelled: their names are taken")
    .option("--json", "print one JSON document")
    .action(list);
}

async function list({ all = false, json, ...pipeline }: ListOptions): Promise<void> {
  const { profileUsers } = await import("../profiles/profile-users.ts");
  const { listProfiles } = await import("../profiles/profiles.ts");
  const { profileTable } = await import("../profiles/profile-text.ts");
  const profiles = await listProfiles(all, await profileUsers(pipeline));
  print(json, { profiles }, () => profileTable(profiles, all));
}

function cancelCommand(): Command {
  return pipelineCommand("cancel", {
    examples: ["ota profile cancel firmware_2025", "ota profile cancel firmware_2025 --yes --json"],
    exitCodes: ["ok", "failed", "usage", "notFound"],
  })
    .description("cancel a signing profile for good: nothing is signed by it any more")
    .argument("<name>", "of the profile", optionValue.profileName)
    .option("--yes", "do not ask")
    .option("--json", "print what was cancelled as JSON")
    .action(cancel);
}

async function cancel(name: string, { yes = false, json, ...pipeline }: CancelOptions): Promise<void> {
  const { confirm } = await import("../confirmation.ts");
  const { profileUsers } = await import("../profiles/profile-users.ts");
  const { cancelProfile, lookAtProfile } = await import("../profiles/profiles.ts");
  const { intentionText } = await import("../profiles/profile-text.ts");
  const report = await lookAtProfile(name, await profileUsers(pipeline));
  if (report.status !== "Active")
    return print(json, report, () => `${name} is ${report.status.toLowerCase()} already.`);
  if (!json) process.stdout.write(`${intentionText(report)}\n`);
  await confirm(`Cancel ${name}?`, yes);
  await cancelProfile(name);
  print(json, { ...report, status: "Canceled" }, () => "It is cancelled.");
}

function print(json: boolean | undefined, document: object, text: () => string): void {
  process.stdout.write(`${json ? JSON.stringify(document, undefined, 2) : text()}\n`);
}
