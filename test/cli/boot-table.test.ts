import { describe, expect, it } from "vitest";
import { createBootTable } from "../../cli/boot-table.ts";
import type { WorkflowHappening } from "../../cli/happenings.ts";

const left = (execution: string, state: string, output: unknown, caught = false): WorkflowHappening => ({
  type: "state left",
  execution,
  kind: "Task",
  state,
  output,
  caught,
});

/** A release of these bytes, as far as it comes. */
function release(version: string, sha256: string, admission: object, caught = false): WorkflowHappening[] {
  const execution = `thermostat-${version}`;
  return [
    left(execution, "Describe Release", { version, files: [{ sha256 }] }),
    left(execution, "Admit Release", admission, caught),
  ];
}

const admitted = { state: "admitted" };

describe("the boot table", () => {
  it.each([
    { what: "learns an admitted release", happenings: release("1.4.0", "aa", admitted), learnt: [["aa", "1.4.0"]] },
    {
      what: "learns nothing of one that is refused",
      happenings: release("1.4.0", "aa", { Error: "VersionNotNewerError" }, true),
      learnt: [],
    },
    {
      what: "learns nothing where there is nothing to do",
      happenings: release("1.4.0", "aa", { state: "nothing-to-do" }),
      learnt: [],
    },
    {
      what: "keeps the first version of the same bytes",
      happenings: [...release("1.4.0", "aa", admitted), ...release("1.5.0", "aa", admitted)],
      learnt: [["aa", "1.4.0"]],
    },
  ])("$what", ({ happenings, learnt }) => {
    const table = createBootTable(new Map([["bb", "1.3.0"]]));
    for (const happening of happenings) table.note(happening);
    expect([...table.versions]).toEqual([["bb", "1.3.0"], ...learnt]);
  });

  it("does not take one execution for another", () => {
    const [describedOne] = release("1.4.0", "aa", admitted);
    const [describedOther, admittedOther] = release("1.5.0", "bb", admitted);
    const table = createBootTable();
    for (const happening of [describedOne, describedOther, admittedOther]) if (happening) table.note(happening);
    expect([...table.versions]).toEqual([["bb", "1.5.0"]]);
  });
});
