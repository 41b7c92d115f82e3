import type { StateType } from "../definition.ts";

const every = ["Type", "Comment", "QueryLanguage"];
const paths = ["InputPath", "OutputPath"];
const goingOn = ["Next", "End"];
const result = ["ResultSelector", "ResultPath"];
const variables = ["Assign", "Output"];
const failing = ["Retry", "Catch"];
const either = (...names: string[]) => names.flatMap((name) => [name, `${name}Path`]);

/** The fields that a state of each type may have (https://states-language.net/spec.html#state-type-table). */
export const supportedFields: Readonly<Record<StateType, ReadonlySet<string>>> = {
  Choice: new Set([...every, ...paths, ...variables, "Choices", "Default"]),
  Fail: new Set([...every, ...either("Error", "Cause")]),
  Map: new Set([
    ...every,
    ...paths,
    ...goingOn,
    ...result,
    ...variables,
    ...failing,
    ...either("Items", "MaxConcurrency", "ToleratedFailureCount", "ToleratedFailurePercentage"),
    ...[
      "ItemBatcher",
      "ItemProcessor",
      "ItemReader",
      "ItemSelector",
      "Iterator",
      "Label",
      "Parameters",
      "ResultWriter",
    ],
  ]),
  Parallel: new Set([
    ...every,
    ...paths,
    ...goingOn,
    ...result,
    ...variables,
    ...failing,
    ...["Arguments", "Branches", "Parameters"],
  ]),
  Pass: new Set([...every, ...paths, ...goingOn, ...variables, "Parameters", "Result", "ResultPath"]),
  Succeed: new Set([...every, ...paths, "Output"]),
  Task: new Set([
    ...every,
    ...paths,
    ...goingOn,
    ...result,
    ...variables,
    ...failing,
    ...either("TimeoutSeconds", "HeartbeatSeconds"),
    ...["Arguments", "Credentials", "Parameters", "Resource"],
  ]),
  Wait: new Set([...every, ...paths, ...goingOn, ...variables, ...either("Seconds", "Timestamp")]),
};
