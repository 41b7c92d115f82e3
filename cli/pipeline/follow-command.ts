import type { PipelineOptions } from "./open-pipeline.ts";

/** The name of a stack that nobody has given another. */
export const usualStack = "ota-pipeline";

/** The command that follows a release of this very pipeline, in backquotes, to be copied. */
export function followCommand(id: string, { stack, local = false }: PipelineOptions): string {
  const where = [...(local ? ["--local"] : []), ...(stack === usualStack ? [] : [`--stack ${stack}`])];
  return `\`${["ota status", id, "--follow", ...where].join(" ")}\``;
}
