import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Definition } from "../../../../local/stepfunctions/definition.ts";
import { definitionProblems } from "../../../../local/stepfunctions/validation/definition-problems.ts";
import { sideBySide } from "../../../support/side-by-side.ts";
import { type Played, playMachine, type TaskStub } from "../../../support/state-machine.ts";
import type { BehaviourShownElsewhere, Ending, PlayedBehaviour } from "./behaviour.ts";
import { countOfBehaviours, themes } from "./behaviours.ts";

async function play({ definition, input, tasks = {} }: PlayedBehaviour) {
  let calls = 0;
  const stubs = Object.entries(tasks).map(([name, answers]) => {
    const answer = answers();
    const counted: TaskStub = (...call) => {
      calls++;
      return answer(...call);
    };
    return [name, counted];
  });
  const played = await playMachine({ definition, input, tasks: Object.fromEntries(stubs) });
  return { ...played, calls };
}

/** Of an execution what its ending names. */
function seen(played: Played & { calls: number }, ending: Ending) {
  const all = { ...played, events: played.events.map(({ type }) => type), eventCount: played.events.length };
  return Object.fromEntries(Object.keys(ending).map((name) => [name, all[name as keyof Ending]]));
}

/** With every RegExp as what matches it. */
function matching(value: unknown): unknown {
  if (value instanceof RegExp) return expect.stringMatching(value);
  if (Array.isArray(value)) return value.map(matching);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, matching(member)]));
}

function isShown({ shownBy: [file, words] }: BehaviourShownElsewhere): boolean {
  return readFileSync(new URL(`../${file}`, import.meta.url), "utf8").includes(words);
}

for (const { of, documented, behaviours } of themes) {
  describe(of, () => {
    it.each(behaviours.map((behaviour) => [behaviour.says, behaviour] as const))("%s", async (_says, behaviour) => {
      if ("shownBy" in behaviour) {
        expect(isShown(behaviour), `${behaviour.shownBy.join(": ")}`).toBe(true);
        return;
      }
      const ending = {
        status: behaviour.ends.error === undefined ? "SUCCEEDED" : "FAILED",
        ...behaviour.ends,
      } as const;
      expect(seen(await play(behaviour), ending), documented).toEqual(matching(ending));
    });
  });
}

describe("the table of behaviours", () => {
  it("has definitions that a state machine can be made of", () => {
    const played = themes.flatMap(({ behaviours }) => behaviours.filter((behaviour) => "definition" in behaviour));
    const machine = sideBySide(played.map(({ definition }) => definition as Definition));
    expect(definitionProblems(JSON.stringify(machine))).toEqual([]);
  });

  it("says each thing once", () => {
    const sentences = themes.flatMap(({ of, behaviours }) => behaviours.map(({ says }) => `${of} ${says}`));
    expect(sentences).toHaveLength(countOfBehaviours);
    expect(sentences.filter((sentence, index) => sentences.indexOf(sentence) < index)).toEqual([]);
  });
});
