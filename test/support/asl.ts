import type { Definition } from "../../local/stepfunctions/definition.ts";

type Fields = Record<string, unknown>;

/** A machine of one state, which is named S and ends it. */
export function alone(state: Fields, machine: Fields = {}): Definition {
  return { ...machine, StartAt: "S", States: { S: { ...state, End: true } } } as unknown as Definition;
}

/** A machine of states that follow each other in their order, the last one ending it unless it ends by itself. */
export function inOrder(states: Record<string, Fields>, machine: Fields = {}): Definition {
  const names = Object.keys(states);
  const linked = Object.entries(states).map(([name, state], index) => {
    const next = names[index + 1];
    const ends = "Next" in state || ["Choice", "Fail", "Succeed"].includes(String(state["Type"]));
    return [name, ends ? state : { ...state, ...(next === undefined ? { End: true } : { Next: next }) }];
  });
  return { ...machine, StartAt: names[0], States: Object.fromEntries(linked) } as unknown as Definition;
}

/** The same in JSONata. */
export const inJsonata: Fields = { QueryLanguage: "JSONata" };

/** A state S with these fields whose errors go to a state Caught, where the machine ends with what the Catch made. */
export function catching(state: Fields, catcher: Fields = {}): Definition {
  const Catch = [{ ErrorEquals: ["States.ALL"], Next: "Caught", ...catcher }];
  return {
    StartAt: "S",
    States: { S: { ...state, Catch, End: true }, Caught: { Type: "Pass", End: true } },
  } as unknown as Definition;
}

/** The ARN of a Lambda function. */
export function lambda(name: string): string {
  return `arn:aws:lambda:us-east-1:123456789012:function:${name}`;
}

/** A Task that calls a Lambda function. */
export function task(name: string, fields: Fields = {}): Fields {
  return { Type: "Task", Resource: lambda(name), ...fields };
}

/** An error as a function throws it. */
export function namedError(name: string, message = name): Error {
  return Object.assign(new Error(message), { name });
}

/** A task that calls a service. */
export function calling(resource: string, Parameters: object, fields: object = {}) {
  return { Type: "Task", Resource: `arn:aws:states:::${resource}`, Parameters, ...fields };
}
