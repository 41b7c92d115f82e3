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

/** An error nobody in the function caught: in the format JSON the error alone. */
export function logError(what, error) {
  if (process.env.AWS_LAMBDA_LOG_FORMAT === "JSON") return console.error(error);
  const { errorType, errorMessage, trace } = reportOf(error);
  const known = { errorType, errorMessage, stack: trace };
  console.error(what, json({ ...known, ...error, stack: trace }) ?? json(known));
}

function textLine(timestamp, level, values) {
  return [timestamp, requestId, level, format(...values)].join("\t");
}

function jsonLine(timestamp, level, values) {
  const about = { timestamp, level, requestId };
  const message = values.length === 1 ? values[0] : format(...values);
  return json({ ...about, message }) ?? json({ ...about, message: format(message) });
}

/** Nothing when it has no form in JSON. An error's own properties are those JSON would not show. */
function json(value) {
  try {
    return JSON.stringify(value, (_, item) => {
      if (!(item instanceof Error)) return item;
      const { errorType, errorMessage, trace } = reportOf(item);
      return { errorType, errorMessage, stackTrace: trace, ...item };
    });
  } catch {
    return undefined;
  }
}
