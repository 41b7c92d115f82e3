import { styleText } from "node:util";
import type { Happening, WorkflowHappening } from "./happenings.ts";
import type { Presentation } from "./presentation.ts";
import { counted, deviceLine, functionLine, type Line, outcomeText, uploadText, workflowLine } from "./wording.ts";

/** Green for what went well, red for what did not. */
export function inTone(text: string, tone: Line["tone"]): string {
  return tone === "plain" ? text : styleText(tone === "good" ? "green" : "red", text);
}

const whoWidth = 22; // the longest state's name, and a little

/**
 * Puts happenings into lines of text, in columns; undefined when there is nothing to say. What a state says again, word for
 * word, it says once. While several executions run, each of their lines says whose it is.
 */
export function createLines(
  { introduce, stamp }: Presentation,
  paint: (text: string, tone: Line["tone"]) => string,
): (happening: Happening, at: number) => string | undefined {
  const running = new Set<string>();
  const lastWords = new Map<string, string>();

  function column(line: Line | undefined, at: number): string | undefined {
    if (!line) return undefined;
    const words = `${line.who.padEnd(whoWidth)}  ${line.text}`.trimEnd();
    return `${stamp(at)}  ${paint(words, line.tone)}`;
  }

  function workflowText(happening: WorkflowHappening, at: number): string | undefined {
    const { type, execution } = happening;
    if (type === "execution started") running.add(execution);
    if (type === "execution ended") running.delete(execution);
    const line = workflowLine(happening);
    if (!line || (isRepetition(execution, line) && type === "state left")) return undefined;
    const isAmbiguous = running.size > 1 && !line.text.includes(execution);
    const text = column(isAmbiguous ? { ...line, text: `${line.text} (${execution})`.trimStart() } : line, at);
    return type === "execution started" ? `\n${text}` : text;
  }

  function isRepetition(execution: string, { who, text }: Line): boolean {
    const speaker = `${execution} ${who}`;
    const isSame = lastWords.get(speaker) === text;
    lastWords.set(speaker, text);
    return isSame;
  }

  return (happening, at) => {
    switch (happening.type) {
      case "starting":
        return `Starting AWS and ${counted(happening.devices, "device")} on this computer …`;
      case "started":
        return `\n${introduce(happening)}`;
      case "uploaded":
        return `\n${uploadText(happening)}`;
      case "outcome":
        return `\n${outcomeText(happening)}`;
      case "stopped":
        return "\nStopped. Nothing is left running.";
      case "device":
        return column(deviceLine(happening), at);
      case "log":
        return column({ who: happening.functionName, text: happening.line, tone: "plain" }, at);
      case "function failed":
        return column(functionLine(happening), at);
      case "bug":
        return column({ who: "Local AWS", text: `made a mistake: ${happening.stack}`, tone: "bad" }, at);
      default:
        return workflowText(happening, at);
    }
  };
}
