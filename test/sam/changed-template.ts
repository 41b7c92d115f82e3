import { readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";

/** A state that the changed state machine begins with. */
export const newState = "Newly Deployed";

/**
 * Writes, beside a template that `sam build` has made, one whose state machine begins with another state.
 * @returns the new template's file
 */
export async function changeStateMachine(templateFile: string): Promise<string> {
  const directory = dirname(templateFile);
  const template = await readFile(templateFile, "utf8");
  const [line, uri = ""] = /DefinitionUri: (\S+)/.exec(template) ?? [];
  if (!line) throw new Error(`${templateFile} names no definition`);
  const definition = JSON.parse(await readFile(resolve(directory, uri), "utf8")) as Definition;
  const changed = {
    ...definition,
    StartAt: newState,
    States: { [newState]: { Type: "Pass", Next: definition.StartAt }, ...definition.States },
  };
  const definitionFile = join(directory, "changed.asl.json");
  await writeFile(definitionFile, JSON.stringify(changed, undefined, 2));
  const changedFile = join(directory, "changed.yaml");
  await writeFile(changedFile, template.replace(line, `DefinitionUri: ${relative(directory, definitionFile)}`));
  return changedFile;
}

interface Definition {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, object>>;
}
