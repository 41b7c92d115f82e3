import { AwsError } from "../http/aws-error.ts";

/** White space, brackets, wildcards, `" # % \ ^ | ~ \` $ & , ; :` and control characters: they stand in no name (CreateStateMachine, StartExecution), and in no label of a Map. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what AWS refuses
export const notInNames = /[\s<>{}[\]?*"#%\\^|~`$&,;:\u0000-\u001f\u007f-\u009f]/;

const longestName = 80;

/** The name of a state machine or an execution, when it may be one. @throws AwsError InvalidName */
export function checkedName(name: string | undefined): string {
  if (name && name.length <= longestName && !notInNames.test(name) && !name.includes("/")) return name;
  throw new AwsError("InvalidName", `Invalid Name: '${name ?? ""}'`);
}
