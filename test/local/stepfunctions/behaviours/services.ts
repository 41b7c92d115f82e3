import { TaskFailure } from "../../../../local/stepfunctions/task-failure.ts";
import { alone, catching } from "../../../support/asl.ts";
import { echo } from "./answers.ts";
import { guide, type Theme } from "./behaviour.ts";

const calling = (resource: string, Parameters: object, fields: object = {}) => ({
  Type: "Task",
  Resource: `arn:aws:states:::${resource}`,
  Parameters,
  ...fields,
});

/** How a Task calls other services. What those answer is shown with the services themselves. */
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
    of: "a Task that starts another execution",
    documented: guide("connect-stepfunctions.html"),
    behaviours: [
      { says: "gets its ARN and goes on", shownBy: ["step-functions.test.ts", "gets its ARN and goes on"] },
      {
        says: "waits for its end by .sync and .sync:2",
        shownBy: ["step-functions.test.ts", "waits for its end by %s"],
      },
      { says: "fails when that does", shownBy: ["step-functions.test.ts", "fails when that does"] },
    ],
  },
];
