import { TaskFailure } from "../../../../local/stepfunctions/task-failure.ts";
import { alone, calling, catching } from "../../../support/asl.ts";
import { echo } from "./answers.ts";
import { type BehaviourShownElsewhere, guide, type Theme } from "./behaviour.ts";

const bySdk = (says: string, words: string): BehaviourShownElsewhere => ({
  says,
  shownBy: ["../service-tasks/service-tasks.test.ts", words],
});

const optimized = (says: string, words: string): BehaviourShownElsewhere => ({
  says,
  shownBy: ["../service-tasks/optimized-integrations.test.ts", words],
});

/** How a Task calls other services. */
export const services: readonly Theme[] = [
  {
    of: "a Task that calls a service",
    documented: guide("integrate-services.html"),
    behaviours: [
      {
        says: "hands over its parameters and takes the answer",
        definition: alone(
          calling("sns:publish", { Message: { "m.$": "$.a" } }, { ResultSelector: { "sent.$": "$.Message" } }),
        ),
        input: { a: 1 },
        tasks: { "sns:publish": echo },
        ends: { output: { sent: { m: 1 } } },
      },
      {
        says: "fails by the name of the service's error",
        definition: catching(calling("aws-sdk:s3:getObject", { Bucket: "b", Key: "missing" }), {
          ErrorEquals: ["S3.NoSuchKeyException"],
        }),
        tasks: {
          "aws-sdk:s3:getObject": () => () => {
            throw new TaskFailure("S3.NoSuchKeyException", "The specified key does not exist.");
          },
        },
        ends: { output: { Error: "S3.NoSuchKeyException", Cause: "The specified key does not exist." } },
      },
    ],
  },
  {
    of: "an AWS SDK integration",
    documented: guide("supported-services-awssdk.html"),
    behaviours: [
      bySdk("puts objects into S3 and gets them", "puts an object and gets it, as text"),
      bySdk("begins the names of members with a capital", "begins all names with a capital"),
      bySdk("fails by the names of the AWS SDK for Java 2", "fails by the name that the service's model has for it"),
      bySdk("has the rights of the machine's role", "may do what the machine's role may, and no more"),
    ],
  },
  {
    of: "an optimized integration",
    documented: guide("integrate-optimized.html"),
    behaviours: [
      optimized("sends messages to a queue", "sends a message has the answer with the HTTP beside it"),
      optimized("waits for the token that it sent", "sends a message and waits for its token"),
      optimized("publishes to a topic", "publishes to a topic tells its subscribers"),
      optimized("puts events, each with its execution", "puts events says of each where it comes from"),
    ],
  },
  {
    of: "a Task that starts another execution",
    documented: guide("connect-stepfunctions.html"),
    behaviours: [
      { says: "gets its ARN and goes on", shownBy: ["child-executions.test.ts", "gets its ARN and goes on"] },
      {
        says: "waits for its end by .sync and .sync:2",
        shownBy: ["child-executions.test.ts", "waits for its end by %s"],
      },
      { says: "fails when that does", shownBy: ["child-executions.test.ts", "fails when that does"] },
    ],
  },
];
