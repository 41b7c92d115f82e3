import { alone, catching, inJsonata, task } from "../../../support/asl.ts";
import { echo } from "./answers.ts";
import { guide, type PlayedBehaviour, type Theme } from "./behaviour.ts";

const pass = (Output: unknown) => alone({ Type: "Pass", Output }, inJsonata);

function giving(says: string, Output: unknown, input: unknown, output: unknown): PlayedBehaviour {
  return { says, definition: pass(Output), input, ends: { output } };
}

function calling(expression: string, output: unknown): PlayedBehaviour {
  return giving(`${expression} is ${JSON.stringify(output)}`, `{% ${expression} %}`, {}, output);
}

const literally = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

function refusing(says: string, expression: string, message: string): PlayedBehaviour {
  const where = `An error occurred while executing the state 'S' (entered at the event id #2). The JSONata expression '${expression}' specified for the field 'Output/deep' `;
  return {
    says: `that ${says} fails with States.QueryEvaluationError`,
    definition: pass({ deep: `{% ${expression} %}` }),
    ends: {
      error: "States.QueryEvaluationError",
      cause: new RegExp(`^${literally(where)}.*${literally(message)}`),
      events: ["ExecutionStarted", "PassStateEntered", "EvaluationFailed", "ExecutionFailed"],
    },
  };
}

/** States in JSONata. */
export const jsonata: readonly Theme[] = [
  {
    of: "an Output",
    documented: guide("transforming-data.html"),
    behaviours: [
      giving("may be an expression", "{% $states.input.a + 1 %}", { a: 1 }, 2),
      giving(
        "may have expressions however deep they are",
        { x: ["{% $states.input.a %}", { y: "lit" }] },
        { a: 1 },
        { x: [1, { y: "lit" }] },
      ),
      giving("may be a literal", "text", {}, "text"),
      giving("may only look like an expression", " {% $states.input %} ", {}, " {% $states.input %} "),
      giving("may be null", "{% null %}", {}, null),
      giving(
        "makes a filtered list of one its element, as JSONata does",
        { v: "{% $states.input.l[x > 1] %}" },
        { l: [{ x: 1 }, { x: 2 }] },
        { v: { x: 2 } },
      ),
      giving(
        "keeps a list of one that is wrapped",
        { v: "{% [$states.input.l[x > 1]] %}" },
        { l: [{ x: 1 }, { x: 2 }] },
        { v: [{ x: 2 }] },
      ),
      giving("tells the execution's time by $millis", "{% $millis() %}", {}, Date.UTC(2026, 0, 1)),
      giving("tells it by $now", "{% $now() %}", {}, "2026-01-01T00:00:00.000Z"),
      giving("tells it in any form and zone", "{% $now('[H01]:[m01]', '+0200') %}", {}, "02:00"),
      {
        says: "is the input when there is none",
        definition: alone({ Type: "Pass" }, inJsonata),
        input: { a: 1 },
        ends: { output: { a: 1 } },
      },
    ],
  },
  {
    of: "AWS's own function",
    documented: guide("transforming-data.html#jsonata-functions-provided-by-sfn"),
    behaviours: [
      calling("$partition([1,2,3], 2)", [[1, 2], [3]]),
      calling("$range(1, 5, 2)", [1, 3, 5]),
      calling("$hash('hello', 'SHA-256')", "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"),
      calling("$hash({'a': 1}, 'MD5')", "bb6cb5c68df4652941caf652a366f2d8"),
      calling("$length($uuid())", 36),
      calling("$random() < 1 and $random() >= 0", true),
      calling("$random(42) = $random(42)", true),
      calling("$parse('{\"a\": 1}')", { a: 1 }),
    ],
  },
  {
    of: "an expression",
    documented: guide("transforming-data.html"),
    behaviours: [
      refusing("gives nothing", "$states.input.nope", "returned nothing (undefined)."),
      refusing("gives a function", "$sum", "returned nothing (undefined)."),
      refusing(
        "calls what is no function",
        "$nosuch()",
        "threw an error during evaluation. T1006: Attempted to invoke a non-function",
      ),
      refusing(
        "calls $eval, which AWS does not have",
        "$eval('1 + 1')",
        "threw an error during evaluation. T1006: Attempted to invoke a non-function",
      ),
      refusing("adds a text", "1 + 'a'", "threw an error during evaluation. T2002: "),
      refusing("asks for more than a range may have", "$range(1, 5000, 1)", "a range has at most 1000 items"),
      {
        says: "that fails is caught, where its state has a Catch",
        definition: {
          ...catching(task("echo", { Output: "{% $states.result.nope %}" }), {
            ErrorEquals: ["States.QueryEvaluationError"],
          }),
          ...inJsonata,
        },
        tasks: { echo },
        ends: { states: ["S", "Caught"] },
      },
      {
        says: "is to give the type that its field has",
        definition: alone({ Type: "Wait", Seconds: "{% 'soon' %}" }, inJsonata),
        ends: {
          error: "States.QueryEvaluationError",
          cause: new RegExp(
            literally(
              "The JSONata expression ''soon'' specified for the field 'Seconds' returned an unexpected result type. Expected 'number', but was 'string' for value: \"soon\"",
            ),
          ),
        },
      },
    ],
  },
];
