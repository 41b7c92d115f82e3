import { document, model, played } from "../played.ts";

export const eventBridgePlayed = played({
  service: "Amazon EventBridge",
  signingName: "events",
  scope:
    "the default event bus: rules by patterns and `rate(…)` schedules; functions, queues, topics and state machines as targets, with Input, InputPath, InputTransformer, retry policies and dead-letter queues",
  sources: {
    model,
    patterns: document(
      "Amazon EventBridge User Guide, event patterns",
      "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html",
    ),
    inputs: document(
      "Amazon EventBridge User Guide, input transformation",
      "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html",
    ),
    retries: document(
      "Amazon EventBridge User Guide, how delivering is retried",
      "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html",
    ),
    deadLetters: document(
      "Amazon EventBridge User Guide, dead-letter queues",
      "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html",
    ),
    failures: document(
      "AWS re:Post, FailedInvocation errors",
      "https://repost.aws/knowledge-center/eventbridge-resolve-failedinvocation-errors",
    ),
    sizes: document(
      "Amazon EventBridge User Guide, sizes of PutEvents entries",
      "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html",
    ),
  },
  operations: {
    DeleteRule: { ignores: ["Force"], from: ["model"] },
    DescribeRule: { from: ["model"] },
    DisableRule: { from: ["model"] },
    EnableRule: { from: ["model"] },
    ListRules: { from: ["model"] },
    ListTargetsByRule: { from: ["model"] },
    PutEvents: {
      lacks: "`TraceHeader` has no effect; a bus other than the default does not exist",
      refuses: ["EndpointId"],
      from: ["model", "patterns", "sizes"],
    },
    PutRule: {
      lacks: "`cron(…)` schedules are refused by name; a bus other than the default does not exist",
      refuses: ["Tags"],
      from: ["model", "patterns"],
    },
    PutTargets: {
      lacks: "targets and parameters of other services are refused by name",
      from: ["model", "inputs", "retries", "deadLetters", "failures"],
    },
    RemoveTargets: { ignores: ["Force"], from: ["model"] },
    TestEventPattern: { from: ["model", "patterns"] },
  },
  guesses: [
    {
      id: "missing-variable",
      about: ["PutTargets"],
      what: "What InputTransformer makes of a missing variable; a text in quotes keeps them on its way to a queue or a topic",
      silent: "Amazon EventBridge User Guide, input transformation",
    },
    {
      id: "delivery-retries",
      about: ["PutTargets"],
      what: "A delivery is repeated after a second, then twice as long each time, up to 8 minutes, without jitter",
      silent: "Amazon EventBridge User Guide, retries: exponential, with jitter, 185 times in 24 hours, and no figures",
    },
    {
      id: "dead-letters-of-events",
      about: ["PutTargets"],
      what: "A dead letter's body is the event itself; its attributes are all texts",
      silent: "Amazon EventBridge User Guide, dead-letter queues: names the attributes, not their types",
    },
    {
      id: "first-turn-of-a-schedule",
      about: ["PutRule"],
      what: "A schedule's first turn is one period after PutRule; a rule that is put anew starts over",
      silent: "Amazon EventBridge User Guide, schedules",
    },
  ],
});
