import { document, model, played } from "../played.ts";

export const lambdaPlayed = played({
  service: "AWS Lambda",
  signingName: "lambda",
  scope:
    "functions of Node.js as `sam build` makes them, made by templates alone: a process for each concurrent invocation, the Runtime API, time and memory limits, errors as the runtime reports them; asynchronous invocations with retries, `EventInvokeConfig` and dead-letter queues",
  sources: {
    model,
    runtime: document(
      "AWS Lambda Developer Guide, the Runtime API",
      "https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html",
    ),
    environment: document(
      "AWS Lambda Developer Guide, environment variables",
      "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html",
    ),
    asynchronous: document(
      "AWS Lambda Developer Guide, asynchronous invocations and their records",
      "https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html",
    ),
    troubles: document(
      "AWS Lambda Developer Guide, troubleshooting invocations",
      "https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html",
    ),
  },
  operations: {
    GetFunction: {
      lacks: "`Code.Location` is the folder it runs from, not a URL of its archive; versions and aliases; `RevisionId`",
      from: ["model"],
    },
    GetFunctionConfiguration: {
      lacks: "versions and aliases; `RevisionId`, `RuntimeVersionConfig`",
      from: ["model", "environment"],
    },
    Invoke: {
      lacks: "versions and aliases",
      refuses: ["DurableExecutionName", "TenantId"],
      from: ["model", "runtime", "asynchronous", "troubles"],
    },
    ListFunctions: { lacks: "versions and aliases", ignores: ["FunctionVersion", "MasterRegion"], from: ["model"] },
  },
  guesses: [
    {
      id: "timeout-message",
      about: ["Invoke"],
      what: "The wording of a timeout's message",
      silent: "AWS Lambda Developer Guide, troubleshooting invocations: shows it in logs only",
    },
    {
      id: "dead-letter-error-code",
      about: ["Invoke"],
      what: "A dead letter's `ErrorCode` is 200 when the function itself failed",
      silent: "AWS Lambda Developer Guide, asynchronous invocations: calls it the HTTP status",
    },
    {
      id: "role-nobody-may-assume",
      about: ["Invoke"],
      what: "A function whose role does not trust Lambda fails when it is invoked, not when it is made",
      silent: "AWS Lambda Developer Guide, execution roles",
    },
  ],
});
