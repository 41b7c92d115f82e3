import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** What stands in a command: one word, however it reads, or one for each item of a list. */
type Value = string | number | readonly string[];

/**
 * Runs a command of the real AWS CLI, written as one would type it.
 * Resolves to what it prints, parsed; to `{}` when it prints nothing.
 * @throws AwsCliError
 */
export type Aws = <Answer = unknown>(command: TemplateStringsArray, ...values: readonly Value[]) => Promise<Answer>;

/** The same for commands that print for people, such as `aws s3 ls`: resolves to what it prints. */
export type AwsText = (command: TemplateStringsArray, ...values: readonly Value[]) => Promise<string>;

/** A command that AWS, or the CLI itself, refused. */
export class AwsCliError extends Error {
  override readonly name = "AwsCliError";
  /** AWS's code, such as `ResourceNotFoundException`; undefined when the CLI never asked AWS. */
  readonly code: string | undefined;
  /** What AWS, or the CLI, said. */
  readonly said: string;

  constructor(words: readonly string[], said: string, cause: unknown) {
    super(`aws ${words.join(" ")}\n  ${said}`, { cause });
    const refusal = /^An error occurred \((?<code>\w+)\).*? operation(?: \([^)]*\))?: (?<message>.*)$/s.exec(said);
    this.code = refusal?.groups?.["code"];
    this.said = refusal?.groups?.["message"] ?? said;
  }
}

/** Where the CLI asks, and as whom. */
export interface Shell {
  /** Its working directory: `file://stream.json` is looked for here. */
  readonly directory: string;
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

const run = promisify(execFile);
const wrapper = fileURLToPath(new URL("../../scripts/aws", import.meta.url));
const patience = 60_000; // milliseconds

/** Installs the AWS CLI, if need be, and gives its version as it says it itself. */
export async function installAwsCli(): Promise<string> {
  const { stdout } = await run(wrapper, ["--version"], { timeout: 300_000 });
  return stdout.trim();
}

/** An AWS CLI for this shell. `onDone` hears the words of each command that AWS has carried out. */
export function awsCli(shell: Shell, onDone?: (words: readonly string[]) => void): Aws {
  const text = awsText(shell, onDone);
  return async <Answer>(command: TemplateStringsArray, ...values: readonly Value[]) =>
    JSON.parse((await text(command, ...values)).trim() || "{}") as Answer;
}

/** The same AWS CLI, for its commands that print no JSON. */
export function awsText(shell: Shell, onDone?: (words: readonly string[]) => void): AwsText {
  const env = environment(shell);
  return (command, ...values) => {
    const words = wordsOf(command, values);
    return new Promise((resolve, reject) => {
      execFile(wrapper, words, { cwd: shell.directory, env, timeout: patience }, (error, stdout, stderr) => {
        if (error) return reject(new AwsCliError(words, stderr.trim() || error.message, error));
        onDone?.(words);
        resolve(stdout);
      });
    });
  };
}

/** Waits for a command that is to be refused, and gives the refusal. */
export async function refusal(command: Promise<unknown>): Promise<AwsCliError> {
  const answer = await command.catch((error: unknown) => {
    if (error instanceof AwsCliError) return error;
    throw error;
  });
  if (answer instanceof AwsCliError) return answer;
  throw new Error(`It is to be refused, and was answered: ${JSON.stringify(answer)}`);
}

const gap = "\0"; // where a value goes

/** The command's own blanks part words, unless between double quotes; those within a value do not. */
function wordsOf(command: TemplateStringsArray, values: readonly Value[]): string[] {
  const rest = [...values];
  const words = command.join(gap).match(/"[^"]*"|[^\s"]+/g) ?? [];
  return words.flatMap((word) => {
    if (word === gap) return [rest.shift() ?? []].flat().map(String);
    return word.replaceAll('"', "").replaceAll(gap, () => String(rest.shift()));
  });
}

/** Nothing of the person's own AWS settings. */
function environment({ directory, endpoint, region, credentials }: Shell): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith("AWS_"));
  return {
    ...Object.fromEntries(own),
    AWS_CONFIG_FILE: `${directory}/no-config`,
    AWS_SHARED_CREDENTIALS_FILE: `${directory}/no-credentials`,
    AWS_ENDPOINT_URL: endpoint,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_DEFAULT_OUTPUT: "json",
    AWS_EC2_METADATA_DISABLED: "true",
  };
}
