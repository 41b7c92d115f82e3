import { readFileSync } from "node:fs";
import { check } from "../recordings/check.ts";
import type { Exception, Recording } from "../recordings/recording.ts";
import { counts, listOfCorrected } from "../recordings/told.ts";

/** Plays recorded executions, and says in Markdown how many came out as they were recorded, and which of them had to be set right. */
export async function recordingsSentence(file: string): Promise<string> {
  const exceptions = read<Record<string, Exception>>(new URL("../recordings-exceptions.json", import.meta.url));
  const findings = await check(read<Recording[]>(file), exceptions);
  const { recordings, same, corrected, different } = counts(findings);
  return `
Of ${recordings} executions that were recorded on AWS, ${same} are played the same, their results and the types of all their events; ${corrected} are the
same once the recording is set right, for the reasons in [\`recordings-exceptions.json\`](../scripts/recordings-exceptions.json);
${different} are different. \`scripts/check-recordings.ts\` plays them.

<details><summary>Set right, and why: ${corrected}</summary>

${listOfCorrected(findings)}

</details>

`;
}

function read<Content>(path: string | URL): Content {
  return JSON.parse(readFileSync(path, "utf8")) as Content;
}
