import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A Docker engine that runs, as far as containers have to know of this computer. */
export interface Docker {
  /** Where the computer has to listen to be reached from a container; undefined where its own loopback address will do. */
  readonly listen: string | undefined;
  /** What `sam local invoke` has to be told so that containers find it. */
  readonly words: readonly string[];
}

/** Resolves to why there is none, in Docker's words, where no engine answers. */
export async function findDocker(): Promise<Docker | string> {
  try {
    const { stdout } = await run("docker", ["info", "--format", "{{.OperatingSystem}}"], { timeout: 20_000 });
    if (stdout.includes("Docker Desktop")) return { listen: undefined, words: [] };
  } catch (error) {
    const { stderr = "", message } = error as Error & { stderr?: string };
    return stderr.trim() || message;
  }
  const { stdout } = await run("docker", [
    "network",
    "inspect",
    "bridge",
    "--format",
    "{{(index .IPAM.Config 0).Gateway}}",
  ]);
  return { listen: stdout.trim(), words: ["--add-host", "host.docker.internal:host-gateway"] };
}
