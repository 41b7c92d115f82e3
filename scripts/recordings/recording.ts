import type { Definition } from "../../local/stepfunctions/definition.ts";

/** What came of an execution. */
export interface Result {
  readonly status: string;
  readonly output?: unknown;
  readonly error?: string;
  readonly cause?: string;
}

/** An execution that was recorded on AWS. */
export interface Recording {
  /** Whose recording it is. */
  readonly test: string;
  readonly definition: Definition;
  readonly input: unknown;
  readonly expected: Result;
  /** The types of its events, in their order. */
  readonly events: readonly string[];
}

/** Where a recording is not what was played on AWS. */
export interface Exception {
  readonly reason: string;
  /** What was really played. */
  readonly definition?: Definition;
  /** Texts of the recording, in JSON, and what really stood there. */
  readonly replace?: Readonly<Record<string, string>>;
}

/** The recording as it was played. */
export function setRight(
  recording: Recording,
  { definition = recording.definition, replace = {} }: Exception,
): Recording {
  const text = Object.entries(replace).reduce(
    (json, [wrong, right]) => json.replaceAll(wrong, () => right),
    JSON.stringify({ ...recording, definition }),
  );
  return { ...(JSON.parse(text) as Recording), test: recording.test };
}
