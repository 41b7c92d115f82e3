// The runtime inside a sandbox: loads the handler, then asks Lambda's Runtime API for work for ever. The contract is AWS's
// (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html), the behaviour that of the nodejs24.x runtime
// (aws/aws-lambda-nodejs-runtime-interface-client). Plain JavaScript: stripping types would cost each cold start 40 ms.
import { enableCompileCache, flushCompileCache } from "node:module";
import { computersNow, setClockAhead } from "./clock.mjs";
import { logError, nowServing, patchConsole } from "./console.mjs";
import { JSONStringifyError, reportOf, UnhandledPromiseRejection } from "./errors.mjs";
import { loadHandler } from "./handler.mjs";
import { createRuntimeApi } from "./runtime-api.mjs";

const api = createRuntimeApi(process.env.AWS_LAMBDA_RUNTIME_API);
const [compileCache] = process.argv.splice(2); // a function sees of it nothing
let requestId;

enableCompileCache(compileCache);
patchConsole(process.env.AWS_LAMBDA_LOG_FORMAT, process.env.AWS_LAMBDA_LOG_LEVEL);
process.on("SIGINT", () => {}); // Ctrl-C reaches the whole terminal: who started this sandbox also ends it
process.on("uncaughtException", (error) => fail("Uncaught Exception", error, 129));
process.on("unhandledRejection", (reason) => {
  fail("Unhandled Promise Rejection", new UnhandledPromiseRejection(reason), 128);
});

const handler = await loadHandler(process.env.LAMBDA_TASK_ROOT, process.env._HANDLER).catch((error) =>
  fail("Init Error", error, 1),
);
await serve(await nextInvocation());
flushCompileCache(); // now, for this process is killed one day: with what the first invocation had compiled, too
for (;;) await serve(await nextInvocation());

function nextInvocation() {
  return api.next().catch(() => process.exit(0)); // Lambda is gone
}

async function serve({ headers, body }) {
  requestId = headers["lambda-runtime-aws-request-id"];
  nowServing(requestId);
  setClockAhead(Number(headers["local-aws-clock-ahead-ms"]));
  process.env._X_AMZN_TRACE_ID = headers["lambda-runtime-trace-id"];
  try {
    await api.respond(requestId, jsonOf(await handler(JSON.parse(body), contextOf(headers))));
  } catch (error) {
    logError("Invoke Error", error);
    await api.failInvocation(requestId, reportOf(error));
  }
  requestId = undefined;
}

function jsonOf(result) {
  try {
    return JSON.stringify(result) ?? "null";
  } catch (cause) {
    throw new JSONStringifyError(cause);
  }
}

function contextOf(headers) {
  const deadline = Number(headers["lambda-runtime-deadline-ms"]);
  const clientContext = headers["lambda-runtime-client-context"];
  return {
    awsRequestId: requestId,
    invokedFunctionArn: headers["lambda-runtime-invoked-function-arn"],
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    clientContext: clientContext ? JSON.parse(Buffer.from(clientContext, "latin1").toString()) : undefined,
    getRemainingTimeInMillis: () => deadline - computersNow(),
  };
}

/** Reports what nobody caught, to whoever waits for it, and ends the process. */
async function fail(what, error, exitCode) {
  logError(what, error);
  const report = reportOf(error);
  await (requestId ? api.failInvocation(requestId, report) : api.failInit(report)).catch(() => {});
  process.exit(exitCode);
}
