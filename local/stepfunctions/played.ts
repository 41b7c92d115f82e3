import { document, model, played } from "../played.ts";

const guide = "https://docs.aws.amazon.com/step-functions/latest/dg";
const notInDefinitions =
  "activities, item readers and result writers, credentials of tasks, and integrations are refused by name, other than `aws-sdk` calls of what local AWS plays, `lambda:invoke`, `sqs:sendMessage`, `sns:publish`, `events:putEvents` and `states:startExecution`; a role that no stack has made need not exist";

export const stepFunctionsPlayed = played({
  service: "AWS Step Functions",
  signingName: "states",
  scope:
    "standard workflows, their versions and aliases: JSONPath and JSONata, all state types, all intrinsic functions, variables, Map and Parallel, distributed Map without item readers, retries and catches, callbacks, nested executions, calls of all services that are played, redrive; history as AWS writes it",
  sources: {
    model,
    language: document("Amazon States Language", "https://states-language.net"),
    errors: document("AWS Step Functions Developer Guide, handling errors", `${guide}/concepts-error-handling.html`),
    data: document(
      "AWS Step Functions Developer Guide, transforming data with JSONata",
      `${guide}/transforming-data.html`,
    ),
    paths: document(
      "AWS Step Functions Developer Guide, processing input and output",
      `${guide}/concepts-input-output-filtering.html`,
    ),
    intrinsics: document(
      "AWS Step Functions Developer Guide, intrinsic functions",
      `${guide}/intrinsic-functions.html`,
    ),
    variables: document("AWS Step Functions Developer Guide, variables", `${guide}/workflow-variables.html`),
    context: document(
      "AWS Step Functions Developer Guide, the context object",
      `${guide}/input-output-contextobject.html`,
    ),
    maps: document(
      "AWS Step Functions Developer Guide, inline and distributed Map",
      `${guide}/state-map-distributed.html`,
    ),
    lambda: document("AWS Step Functions Developer Guide, invoking Lambda", `${guide}/connect-lambda.html`),
    sdk: document(
      "AWS Step Functions Developer Guide, integrating with the AWS SDKs",
      `${guide}/supported-services-awssdk.html`,
    ),
    optimized: document(
      "AWS Step Functions Developer Guide, optimized integrations",
      `${guide}/integrate-optimized.html`,
    ),
    nested: document("AWS Step Functions Developer Guide, starting executions", `${guide}/connect-stepfunctions.html`),
    versions: document(
      "AWS Step Functions Developer Guide, versions of state machines",
      `${guide}/concepts-state-machine-version.html`,
    ),
    aliases: document(
      "AWS Step Functions Developer Guide, aliases of state machines",
      `${guide}/concepts-state-machine-alias.html`,
    ),
    redrive: document("AWS Step Functions Developer Guide, redriving executions", `${guide}/redrive-executions.html`),
    events: document("AWS Step Functions Developer Guide, EventBridge", `${guide}/eventbridge-integration.html`),
    quotas: document("AWS Step Functions Developer Guide, quotas", `${guide}/service-quotas.html`),
    recordings: { kind: "recording", title: "executions that were recorded on AWS (`scripts/check-recordings.ts`)" },
    diagnostics: {
      kind: "report",
      title: "what others measured on AWS of definitions that it refuses",
      url: "https://github.com/floci-io/floci/issues/2735",
    },
    preflight: {
      kind: "report",
      title: "what ValidateStateMachineDefinition told others of wrong definitions",
      url: "https://github.com/badmintoncryer/cdk-preflight",
    },
    answers: {
      kind: "recording",
      title: "answers that LocalStack recorded on AWS",
      url: "https://github.com/localstack/localstack/tree/main/tests/aws/services/stepfunctions/v2",
    },
  },
  operations: {
    CreateStateMachine: {
      lacks: `express workflows are refused by name; ${notInDefinitions}; logging and tracing are kept, without effect`,
      refuses: ["encryptionConfiguration"],
      from: ["model", "language", "answers", "diagnostics", "preflight", "quotas"],
    },
    CreateStateMachineAlias: { from: ["model", "aliases", "answers"] },
    DeleteStateMachine: { from: ["model"] },
    DeleteStateMachineAlias: { from: ["model", "aliases", "answers"] },
    DeleteStateMachineVersion: { from: ["model", "versions", "answers"] },
    DescribeExecution: { lacks: "map runs", from: ["model", "redrive", "recordings"] },
    DescribeStateMachine: { from: ["model", "answers"] },
    DescribeStateMachineAlias: { from: ["model", "aliases", "answers"] },
    DescribeStateMachineForExecution: { lacks: "map runs", from: ["model", "answers"] },
    GetExecutionHistory: {
      from: ["model", "recordings", "errors", "maps", "lambda", "sdk", "optimized", "nested", "answers", "redrive"],
    },
    ListExecutions: { refuses: ["mapRunArn"], from: ["model"] },
    ListStateMachineAliases: { from: ["model", "aliases", "answers"] },
    ListStateMachineVersions: { from: ["model", "versions", "answers"] },
    ListStateMachines: { from: ["model"] },
    ListTagsForResource: { from: ["model"] },
    PublishStateMachineVersion: { from: ["model", "versions", "answers"] },
    RedriveExecution: {
      lacks: "the children of a distributed Map, which runs as a whole again",
      from: ["model", "redrive"],
    },
    SendTaskFailure: { from: ["model", "errors"] },
    SendTaskHeartbeat: { from: ["model", "errors"] },
    SendTaskSuccess: { from: ["model", "errors"] },
    StartExecution: {
      lacks:
        "children of a distributed Map run as standard workflows, also where they are to be `EXPRESS`; `SdkHttpMetadata` has no `HttpHeaders` and no `AllHttpHeaders`; numbers are JavaScript's: `1.0` becomes `1`, and of whole ones above 2^53 the last digits are lost; an expression in JSONata is given up after two seconds, but no regular expression in it can be: a catastrophic one stops all of local AWS",
      ignores: ["traceHeader"],
      from: [
        "model",
        "language",
        "recordings",
        "errors",
        "data",
        "paths",
        "intrinsics",
        "variables",
        "context",
        "maps",
        "lambda",
        "sdk",
        "optimized",
        "nested",
        "answers",
        "events",
        "quotas",
      ],
    },
    StopExecution: { from: ["model"] },
    TagResource: { from: ["model", "quotas"] },
    UntagResource: { from: ["model"] },
    UpdateStateMachine: {
      lacks: `${notInDefinitions}; logging and tracing are kept, without effect`,
      refuses: ["encryptionConfiguration"],
      from: ["model", "language", "answers", "diagnostics", "preflight", "quotas"],
    },
    UpdateStateMachineAlias: { from: ["model", "aliases", "answers"] },
    ValidateStateMachineDefinition: { from: ["model", "language", "answers", "diagnostics", "preflight"] },
  },
  guesses: [
    {
      id: "history-of-a-redrive",
      about: ["RedriveExecution", "GetExecutionHistory"],
      what: "The events after `ExecutionRedriven`: only a Fail is entered anew, what runs again comes after its first entering, a Map does not start again; a Wait of seconds waits all of them anew",
      silent: "AWS Step Functions Developer Guide, redriving executions: shows one example",
    },
    {
      id: "words-of-diagnostics",
      about: ["CreateStateMachine", "ValidateStateMachineDefinition"],
      what: "The wording of what is wrong with the shape of a definition, its retriers, paths, tokens, and the names of states, labels and variables, or perhaps not meant; and that a path is what begins with `$.`, `$[`, `$$` or `$name`",
      silent: "the model, ValidateStateMachineDefinition: names codes, and that texts may change",
    },
    {
      id: "starting-anew-after-90-days",
      about: ["StartExecution"],
      what: "A name is free 90 days after its execution has ended, when the execution itself is forgotten",
      silent: "AWS Step Functions Developer Guide, quotas: may take longer",
    },
    {
      id: "executions-without-data",
      about: ["DescribeExecution"],
      what: "With `METADATA_ONLY` an execution's input and output are left out; its error and cause are told",
      silent: "the model: says it of definitions alone",
    },
    {
      id: "names-in-sdk-calls",
      about: ["StartExecution"],
      what: "In the parameters and the result of an `aws-sdk` call only the first letter of a member's name differs from the service's own; times in the result have milliseconds; bytes are texts in UTF-8",
      silent: "AWS Step Functions Developer Guide, integrating with the AWS SDKs: says PascalCase, of acronyms nothing",
    },
    {
      id: "errors-of-sdk-calls",
      about: ["StartExecution"],
      what: "Errors of an `aws-sdk` call are named as the AWS SDK for Java 2 names client and exception (`Iot.…`, `Sfn.…`, `Sqs.…`), those that the service's model does not have after the client (`Iot.IotException`); a role that cannot be assumed is such an error too. What a HEAD request does not find is `NoSuchKeyException` or `NoSuchBucketException` with the message `null`; a required parameter that is missing once the parameters are filled in is a `States.Runtime`, and the task is not scheduled",
      silent:
        "AWS Step Functions Developer Guide, integrating with the AWS SDKs: shows S3; recorded are S3, SecretsManager and DynamoDb",
    },
    {
      id: "answer-of-no-function",
      about: ["StartExecution"],
      what: "A task that invokes a function by `lambda:invoke` and does not wait (`InvocationType` `Event` or `DryRun`) has an empty text as its `Payload`, and no `ExecutedVersion`",
      silent: "AWS Step Functions Developer Guide, invoking Lambda: shows the task, not its result",
    },
    {
      id: "children-of-a-map-run",
      about: ["StartExecution"],
      what: "A child of a distributed Map sees its parent's machine as `$$.StateMachine`; a Map without a `Label` is given a UUID for one, another in each run",
      silent: "AWS Step Functions Developer Guide, inline and distributed Map: says that a label is generated",
    },
    {
      id: "words-of-intrinsic-failures",
      about: ["StartExecution"],
      what: "The causes of `States.IntrinsicFailure`",
      silent: "AWS Step Functions Developer Guide, intrinsic functions: names limits, not what is said beyond them",
    },
    {
      id: "executions-of-nothing",
      about: ["ListExecutions"],
      what: "Without the ARN of a machine or of a map run a `ValidationException`, and its wording",
      silent: "the model: both are optional",
    },
    {
      id: "tags-of-aws",
      about: ["CreateStateMachine", "TagResource"],
      what: "A tag whose key begins with `aws:` is a `ValidationException`",
      silent: "the model: does not name the error",
    },
    {
      id: "versions-of-nothing",
      about: [
        "ListStateMachineVersions",
        "DeleteStateMachineVersion",
        "PublishStateMachineVersion",
        "CreateStateMachineAlias",
        "UpdateStateMachineAlias",
        "DescribeStateMachine",
      ],
      what: "The versions of a machine that is not there are `StateMachineDoesNotExist`, and so is an alias for DescribeStateMachine; deleting a version by the machine's own ARN is a `ValidationException`, and so are an alias over two machines and an update of nothing; the wording of these, of the 1,001st version and of the 101st alias",
      silent: "the model: names errors, not when they are given",
    },
  ],
});
