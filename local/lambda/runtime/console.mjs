import { format } from "node:util";
import { reportOf } from "./errors.mjs";

const levels = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"];
let requestId = "undefined";

/** Lines of the log say for which request they are. */
export function nowServing(id) {
  requestId = id;
}

/** Makes `console` write as on Lambda: `<time>\t<request id>\tINFO\t<text>`, or an object a line in the format JSON. One event is one line. */
export function patchConsole(logFormat, leastLevel) {
  const line = logFormat === "JSON" ? jsonLine : textLine;
  const least = levels.indexOf(leastLevel ?? "TRACE");
  const writer = (level) => {
    if (levels.indexOf(level) < least) return () => {};
    return (...values) => {
      process.stdout.write(`${line(new Date().toISOString(), level, values).replaceAll("\n", "\r")}\n`);
    };
  };
  for (const level of levels) console[level.toLowerCase()] = writer(level);
  console.log = console.info;
}

/** An error nobody in the function caught. */
export function logError(what, error) {
  const { errorType, errorMessage, trace } = reportOf(error);
  console.error(what, JSON.stringify({ errorType, errorMessage, ...error, stack: trace }));
}

function textLine(timestamp, level, values) {
  return [timestamp, requestId, level, format(...values)].join("\t");
}

function jsonLine(timestamp, level, values) {
  const [message] = values;
  const isPlain = values.length === 1 && !(message instanceof Error);
  return JSON.stringify({ timestamp, level, requestId, message: isPlain ? message : format(...values) });
}
