import { spawnSync } from "node:child_process";

/**
 * Runs a scanner; returns what it printed.
 * @throws Error with what it wrote to standard error, when it cannot be run or ends with none of the exit codes
 */
export function run(
  command: string,
  args: readonly string[],
  { exitCodes, env = {}, cwd }: { exitCodes: readonly number[]; env?: Record<string, string>; cwd?: string },
): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: "utf8",
    maxBuffer: 256 * 1024 * 1024,
    env: { ...process.env, ...env },
    cwd,
  });
  if (error) throw error;
  if (status === null || !exitCodes.includes(status)) throw new Error(`${command} ended with ${status}: ${stderr}`);
  return stdout;
}
