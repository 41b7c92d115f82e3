import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const checkRecordings = fileURLToPath(new URL("../check-recordings.ts", import.meta.url));
const lastLine = /^(\d+) recordings: (\d+) same, (\d+) same once set right, (\d+) different$/m;

/** Plays recorded executions, and says in Markdown how many came out as they were recorded. @throws Error when they cannot be played */
export function recordingsSentence(file: string): string {
  const { stdout, stderr } = spawnSync(process.execPath, [checkRecordings, file], { encoding: "utf8" });
  const [, all, same, corrected, different] = lastLine.exec(stdout) ?? [];
  if (all === undefined) throw new Error(`The recordings cannot be played: ${stderr || stdout}`);
  return `
Of ${all} executions that were recorded on AWS, ${same} are played the same, their results and the types of all their events; ${corrected} are the
same once the recording is set right, for the reasons in [\`recordings-exceptions.json\`](../scripts/recordings-exceptions.json);
${different} are different. \`scripts/check-recordings.ts\` plays them.

`;
}
