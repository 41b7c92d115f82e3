import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Shell } from "../guide/aws-cli.ts";

/** Runs a command of the real SAM CLI in the checkout, and resolves to what it prints. @throws SamCliError */
export type Sam = (...words: readonly string[]) => Promise<string>;

/** A command that the SAM CLI has ended with an error. */
export class SamCliError extends Error {
  override readonly name = "SamCliError";
  /** All that it said. */
  readonly said: string;

  constructor(words: readonly string[], said: string, cause: unknown) {
    super(`sam ${words.join(" ")}\n${said.slice(-2_000)}`, { cause });
    this.said = said;
  }
}

const run = promisify(execFile);
const checkout = fileURLToPath(new URL("../..", import.meta.url));
const wrapper = fileURLToPath(new URL("../../scripts/sam", import.meta.url));
const patience = 120_000; // milliseconds
const longestOutput = 16 * 1024 * 1024;

/** Installs the SAM CLI, if need be, and gives its version as it says it itself. */
export async function installSamCli(): Promise<string> {
  const { stdout } = await run(wrapper, ["--version"], { timeout: 300_000 });
  return stdout.trim();
}

/** A SAM CLI for this shell. */
export function samCli(shell: Omit<Shell, "directory">): Sam {
  const env = environment(shell);
  return async (...words) => {
    const options = { cwd: checkout, env, timeout: patience, maxBuffer: longestOutput };
    try {
      const { stdout, stderr } = await run(wrapper, words, options);
      return `${stdout}${stderr}`;
    } catch (error) {
      const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
      throw new SamCliError(words, `${stdout}${stderr}`, error);
    }
  };
}

/** Waits for a command that is to fail, and gives what it said. */
export async function failure(command: Promise<string>): Promise<string> {
  const answer = await command.catch((error: unknown) => error);
  if (answer instanceof SamCliError) return answer.said;
  if (answer instanceof Error) throw answer;
  throw new Error(`It is to fail, and said:\n${String(answer).slice(-2_000)}`);
}

/** Nothing of the person's own AWS settings. */
function environment({ endpoint, region, credentials }: Omit<Shell, "directory">): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith("AWS_"));
  return {
    ...Object.fromEntries(own),
    AWS_CONFIG_FILE: "/nonexistent/config",
    AWS_SHARED_CREDENTIALS_FILE: "/nonexistent/credentials",
    AWS_ENDPOINT_URL: endpoint,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_EC2_METADATA_DISABLED: "true",
    SAM_CLI_POLL_DELAY: "1", // seconds between two looks at a deployment
  };
}
