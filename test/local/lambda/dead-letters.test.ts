import { GetFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import { describe, expect, it, vi } from "vitest";
import type { SendDeadLetter } from "../../../local/lambda/dead-letter.ts";
import { deployFunctions } from "../../support/lambda-functions.ts";

const queueArn = "arn:aws:sqs:us-east-1:123456789012:failed";
const DeadLetterConfig = { TargetArn: queueArn };

async function deploy(
  handler: string,
  properties: Record<string, unknown> = {},
  options: { sendDeadLetter?: SendDeadLetter } = {},
) {
  const given: string[] = [];
  const source = `export const handler = async () => { ${handler} };`;
  const functions = await deployFunctions({ sweep: source }, { DeadLetterConfig, ...properties }, options);
  functions.lambda.watch(({ phase, requestId }) => phase === "given up" && given.push(requestId));
  await functions.lambda.resourceTypes["AWS::Lambda::EventInvokeConfig"]?.create({
    stackName: "test",
    logicalId: "Config",
    properties: { FunctionName: "sweep", MaximumRetryAttempts: 0 },
  });
  const fail = async (event: unknown) => {
    functions.lambda.invokeLater("sweep", event);
    await vi.waitFor(() => expect(given).toHaveLength(1));
    return given[0] ?? "";
  };
  return { ...functions, fail };
}

describe("an event that a function failed on for good", () => {
  it("goes to its dead-letter queue as it came, with what went wrong", async () => {
    const { deadLetters, fail } = await deploy(`throw new RangeError("out of bounds");`);
    const requestId = await fail({ some: "event" });
    expect(deadLetters).toEqual([
      [
        queueArn,
        '{"some":"event"}',
        {
          RequestID: { DataType: "String", StringValue: requestId },
          ErrorCode: { DataType: "Number", StringValue: "200" },
          ErrorMessage: { DataType: "String", StringValue: "out of bounds" },
        },
        { functionArn: expect.stringMatching(/:function:\w+$/), roleArn: expect.stringMatching(/:role\//) },
      ],
    ]);
  });

  it.each([
    ["a kilobyte at most", `throw new Error("ä".repeat(600) + "x")`, "ä".repeat(512)],
    ["no half of a character", `throw new Error("x" + "ä".repeat(600))`, `x${"ä".repeat(511)}`],
    ["its name when there is none", `throw new RangeError("")`, "RangeError"],
    ["why the process ended", "process.exit(3)", expect.stringContaining("exit status 3")],
  ])("is told with an error's message: %s", async (_, handler, message) => {
    const { deadLetters, fail } = await deploy(handler);
    await fail({});
    expect(deadLetters[0]?.[2]["ErrorMessage"]?.StringValue).toEqual(message);
  });

  it("goes nowhere when the function has no dead-letter queue", async () => {
    const { deadLetters, fail } = await deploy("throw new Error()", { DeadLetterConfig: {} });
    await fail({});
    expect(deadLetters).toEqual([]);
  });

  it("is let go when the queue does not take it", async () => {
    const sendDeadLetter = vi.fn(() => {
      throw new Error("no such queue");
    });
    const { fail } = await deploy("throw new Error()", {}, { sendDeadLetter });
    await fail({});
    expect(sendDeadLetter).toHaveBeenCalledOnce();
  });
});

describe("a function", () => {
  it("tells where its dead letters go", async () => {
    const { client } = await deploy("");
    const { DeadLetterConfig: told } = await client.send(
      new GetFunctionConfigurationCommand({ FunctionName: "sweep" }),
    );
    expect(told).toEqual(DeadLetterConfig);
  });

  it("sends them to queues and topics alone", async () => {
    const { deploy: deployOne } = await deployFunctions({});
    const TargetArn = "arn:aws:s3:::bucket";
    const deployed = deployOne("other", "export const handler = 1;", { DeadLetterConfig: { TargetArn } });
    await expect(deployed).rejects.toThrow("names a queue or a topic by its ARN, not arn:aws:s3:::bucket");
  });
});
