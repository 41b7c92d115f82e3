import type { InputTransformer, Target } from "@aws-sdk/client-eventbridge";
import { AwsError } from "../http/aws-error.ts";
import { type BusEvent, timestamp } from "./event.ts";
import { parseJsonPath } from "./json-path.ts";

/** What a target's input may tell beside the event. */
export interface InputContext {
  readonly ruleName: string;
  readonly ruleArn: string;
  /** When the bus got the event, milliseconds since 1970. */
  readonly ingested: number;
}

/** @throws AwsError ValidationException when a target's input can never be made */
export function checkInput(target: Target): void {
  const { Id, Input, InputPath, InputTransformer } = target;
  if ([Input, InputPath, InputTransformer].filter((input) => input !== undefined).length > 1) {
    throw invalid(`Only one of Input, InputPath, or InputTransformer must be provided for target ${Id}.`);
  }
  try {
    if (Input !== undefined) JSON.parse(Input);
    for (const path of [InputPath, ...Object.values(InputTransformer?.InputPathsMap ?? {})])
      if (path) parseJsonPath(path);
  } catch (error) {
    throw invalid(`Invalid input for target ${Id} : ${(error as Error).message}`);
  }
  const missing = variablesIn(InputTransformer).find(
    (name) => !Object.hasOwn(InputTransformer?.InputPathsMap ?? {}, name),
  );
  if (missing)
    throw invalid(
      `Invalid InputTemplate for target ${Id} : Template contains a placeholder <${missing}> without a value`,
    );
}

/** What a target gets, as it is sent: the event, or what its `Input`, `InputPath` or `InputTransformer` makes of it. */
export function targetText(target: Target, event: BusEvent, context: InputContext): string {
  const { Input, InputPath, InputTransformer } = target;
  if (Input !== undefined) return Input;
  if (InputPath !== undefined) return JSON.stringify(parseJsonPath(InputPath)(event) ?? null);
  return InputTransformer ? filledTemplate(InputTransformer, event, context) : JSON.stringify(event);
}

/** What a target gets, parsed; a text that is no JSON is itself. */
export function parsedInput(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const placeholder = /<([A-Za-z0-9_.-]+)>/g;

function variablesIn(transformer: InputTransformer | undefined): string[] {
  const names = [...(transformer?.InputTemplate ?? "").matchAll(placeholder)].map(([, name = ""]) => name);
  return names.filter((name) => !name.startsWith("aws.events."));
}

/**
 * Fills a template. Outside quotes a variable stands there as JSON; inside them as text, an object or a list without its quotes.
 */
function filledTemplate(
  { InputPathsMap, InputTemplate = "" }: InputTransformer,
  event: BusEvent,
  context: InputContext,
): string {
  const { detail, ...withoutDetail } = event;
  const predefined: Record<string, unknown> = {
    "aws.events.rule-arn": context.ruleArn,
    "aws.events.rule-name": context.ruleName,
    "aws.events.event.ingestion-time": timestamp(context.ingested),
    "aws.events.event": withoutDetail,
    "aws.events.event.json": { ...withoutDetail, detail },
  };
  const variable = (name: string) =>
    Object.hasOwn(predefined, name) ? predefined[name] : parseJsonPath(InputPathsMap?.[name] ?? "$")(event);
  return InputTemplate.replaceAll(placeholder, (_, name: string, at: number) => {
    const value = variable(name) ?? "";
    if (!isInsideQuotes(InputTemplate, at)) return JSON.stringify(value);
    return typeof value === "object"
      ? JSON.stringify(value).replaceAll('"', "")
      : JSON.stringify(String(value)).slice(1, -1);
  });
}

function isInsideQuotes(template: string, at: number): boolean {
  const quotes =
    template
      .slice(0, at)
      .match(/\\.|"/gs)
      ?.filter((part) => part === '"') ?? [];
  return quotes.length % 2 === 1;
}

function invalid(message: string): AwsError {
  return new AwsError("ValidationException", message, 400);
}
