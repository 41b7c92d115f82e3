/** Machines of ten states that both sides play, with the same input and to the same end. */

type Fields = Readonly<Record<string, unknown>>;
type MakeState = (next: string) => Fields;

export type MachineName = keyof typeof definitions;

export const input = {
  a: 1,
  b: 2,
  n: 0,
  device: { thingName: "thermostat-0001", version: "1.4.0", groups: ["thermostat", "thermostat-early"] },
  bucket: "firmware-123456789012",
  key: "firmware/thermostat/1.4.0/app.bin",
};

/** What every task does: nothing but the interpreter takes time. */
export function add(payload: unknown): { sum: number } {
  const { a, b } = payload as Pick<typeof input, "a" | "b">;
  return { sum: a + b };
}

const Resource = "arn:aws:lambda:us-east-1:123456789012:function:add";

const pass: MakeState = (Next) => ({
  Type: "Pass",
  Parameters: { "n.$": "$.n", "name.$": "$.device.thingName" },
  ResultPath: "$.passed",
  Next,
});

const choice: MakeState = (Next) => ({
  Type: "Choice",
  Choices: [
    { Variable: "$.n", NumericGreaterThan: 5, Next },
    {
      And: [
        { Variable: "$.device.version", StringMatches: "1.*" },
        { Variable: "$.device.thingName", IsPresent: true },
      ],
      Next,
    },
  ],
  Default: Next,
});

const task: MakeState = (Next) => ({
  Type: "Task",
  Resource,
  Parameters: { "a.$": "$.a", "b.$": "$.b" },
  ResultPath: "$.result",
  Next,
});

const wait: MakeState = (Next) => ({ Type: "Wait", Seconds: 0, Next });

const format: MakeState = (Next) => ({
  Type: "Pass",
  Parameters: { "text.$": "States.Format('{} of {}', $.device.thingName, $.device.version)" },
  ResultPath: "$.formatted",
  Next,
});

const inJsonata = { QueryLanguage: "JSONata" };

const passInJsonata: MakeState = (Next) => ({
  Type: "Pass",
  Output:
    "{% $merge([$states.input, { 'passed': { 'n': $states.input.n, 'name': $states.input.device.thingName } }]) %}",
  Next,
});

const choiceInJsonata: MakeState = (Next) => ({
  Type: "Choice",
  Choices: [
    { Condition: "{% $states.input.n > 5 %}", Next },
    {
      Condition: "{% $contains($states.input.device.version, /^1\\./) and $exists($states.input.device.thingName) %}",
      Next,
    },
  ],
  Default: Next,
});

const taskInJsonata: MakeState = (Next) => ({
  Type: "Task",
  Resource,
  Arguments: { a: "{% $states.input.a %}", b: "{% $states.input.b %}" },
  Output: "{% $merge([$states.input, { 'result': $states.result }]) %}",
  Next,
});

/** The same with variables, as JSONata has it: each state keeps what it has learnt, and the last one puts it together. */
const passWithVariables: MakeState = (Next) => ({
  Type: "Pass",
  Assign: { passed: { n: "{% $states.input.n %}", name: "{% $states.input.device.thingName %}" } },
  Next,
});

const taskWithVariables: MakeState = (Next) => ({
  Type: "Task",
  Resource,
  Arguments: { a: "{% $states.input.a %}", b: "{% $states.input.b %}" },
  Assign: { result: "{% $states.result %}" },
  Output: "{% $states.input %}",
  Next,
});

const allTogether: Fields = {
  Type: "Pass",
  Output: {
    ...Object.fromEntries(Object.keys(input).map((name) => [name, `{% $states.input.${name} %}`])),
    passed: "{% $passed %}",
    result: "{% $result %}",
  },
};

/** States of these kinds in turn until there are ten; the last one ends the machine. */
function ofTen(
  kinds: readonly MakeState[],
  machine: Fields = {},
  last: Fields = {},
): { States: Record<string, Fields> } & Fields {
  const names = Array.from({ length: 10 }, (_, at) => `State ${at + 1}`);
  const states = names.map((name, at) => {
    const next = names[at + 1];
    const { Next, ...fields } = kinds[at % kinds.length]?.(next ?? "") ?? {};
    return [
      name,
      next === undefined ? { ...fields, ...last, End: true } : "Choices" in fields ? fields : { ...fields, Next },
    ];
  });
  return { ...machine, StartAt: names[0], States: Object.fromEntries(states) };
}

/** The last two do in JSONata what the second does. The rival knows no JSONata: it plays the second instead. */
export const definitions = {
  "ten Pass": ofTen([pass]),
  "Pass, Choice, Task in turn": ofTen([pass, choice, task]),
  "Pass, Choice, Wait, Task, Format in turn": ofTen([pass, choice, wait, task, format]),
  "Pass, Choice, Task in JSONata with $merge": ofTen([passInJsonata, choiceInJsonata, taskInJsonata], inJsonata),
  "Pass, Choice, Task in JSONata with variables": ofTen(
    [passWithVariables, choiceInJsonata, taskWithVariables],
    inJsonata,
    allTogether,
  ),
};
