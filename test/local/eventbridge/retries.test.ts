import { DescribeRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { describe, expect, it, vi } from "vitest";
import { AwsError } from "../../../local/http/aws-error.ts";
import { lambdaArn, startBus } from "../../support/event-bus.ts";

const pattern = { source: ["aws.s3"] };
const upload = { source: "aws.s3", "detail-type": "Object Created", resources: [], detail: { key: "a" } };
const queueArn = "arn:aws:sqs:us-east-1:123456789012:undelivered";
const DeadLetterConfig = { Arn: queueArn };

const busy = () => {
  throw new AwsError("TooManyRequestsException", "Rate Exceeded.", 429);
};

describe("a delivery that fails", () => {
  it("is repeated, later each time, until it succeeds", async () => {
    let failures = 4;
    const bus = await startBus(() => {
      if (failures-- > 0) throw new AwsError("ServiceException", "An error occurred.", 500);
    });
    await bus.putRule("uploads", pattern, { DeadLetterConfig });
    const times: number[] = [];
    const start = bus.clock.now();
    vi.spyOn(bus.deliveries, "push").mockImplementation(() => times.push((bus.clock.now() - start) / 1000));
    bus.bus.publish(upload);
    await bus.clock.advance(86_400_000);
    expect(times).toEqual([0, 1, 3, 7, 15]);
    expect([bus.deadLetters, bus.lost]).toEqual([[], []]);
  });

  it("goes to the dead-letter queue after as many retries as its target wants", async () => {
    const { bus, client, clock, deliveries, deadLetters, putRule } = await startBus(busy);
    await putRule("uploads", pattern, { DeadLetterConfig, RetryPolicy: { MaximumRetryAttempts: 2 } });
    bus.publish(upload);
    await clock.advance(3_000);
    expect(deliveries).toHaveLength(3);
    const { Arn } = await client.send(new DescribeRuleCommand({ Name: "uploads" }));
    expect(deadLetters).toEqual([
      {
        queueArn,
        body: deliveries[0]?.input,
        attributes: {
          RULE_ARN: Arn,
          TARGET_ARN: lambdaArn,
          ERROR_CODE: "THROTTLING",
          ERROR_MESSAGE: "Rate Exceeded.",
          EXHAUSTED_RETRY_CONDITION: "MaximumRetryAttempts",
          RETRY_ATTEMPTS: "2",
        },
      },
    ]);
  });

  it("goes there when the event is as old as its target wants", async () => {
    const { bus, clock, deadLetters, putRule } = await startBus(busy);
    await putRule("uploads", pattern, { DeadLetterConfig, RetryPolicy: { MaximumEventAgeInSeconds: 60 } });
    bus.publish(upload);
    await clock.advance(60_000);
    expect(deadLetters).toMatchObject([
      { attributes: { EXHAUSTED_RETRY_CONDITION: "MaximumEventAgeInSeconds", RETRY_ATTEMPTS: "5" } },
    ]);
  });

  it("is repeated for a day and 185 times unless its target wants otherwise", async () => {
    const { bus, clock, deliveries, deadLetters, putRule } = await startBus(busy);
    await putRule("uploads", pattern, { DeadLetterConfig });
    bus.publish(upload);
    await clock.advance(86_400_000);
    expect(deliveries).toHaveLength(186);
    expect(deadLetters).toMatchObject([{ attributes: { RETRY_ATTEMPTS: "185" } }]);
  });

  it.each([
    ["may not be called", new AwsError("AccessDeniedException", "no", 403), "NO_PERMISSIONS"],
    ["is gone", new AwsError("ResourceNotFoundException", "no", 404), "NO_RESOURCE"],
    ["is a queue that is gone", new AwsError("QueueDoesNotExist", "no"), "NO_RESOURCE"],
    ["does not take it", new AwsError("InvalidParameterException", "no"), "INVALID_PARAMETER"],
  ])("goes there at once when the target %s", async (_, error, code) => {
    const { bus, clock, deliveries, deadLetters, putRule } = await startBus(() => Promise.reject(error));
    await putRule("uploads", pattern, { DeadLetterConfig });
    bus.publish(upload);
    await clock.advance(86_400_000);
    expect(deliveries).toHaveLength(1);
    expect(deadLetters.map(({ attributes }) => attributes)).toMatchObject([{ ERROR_CODE: code, RETRY_ATTEMPTS: "0" }]);
    expect(deadLetters[0]?.attributes).not.toHaveProperty("EXHAUSTED_RETRY_CONDITION");
  });

  it("takes there the event itself, whatever its target would have got of it", async () => {
    const { bus, client, clock, deadLetters, putRule } = await startBus(() => {
      throw new AwsError("NotFoundException", "Topic does not exist");
    });
    await putRule("uploads", pattern);
    const Targets = [{ Id: "1", Arn: lambdaArn, InputPath: "$.detail.key", DeadLetterConfig }];
    await client.send(new PutTargetsCommand({ Rule: "uploads", Targets }));
    bus.publish(upload);
    await clock.advance(0);
    expect(deadLetters).toMatchObject([{ body: upload }]);
  });

  it("is a bug of ours when the target's error has no name of AWS's, and repeated", async () => {
    let calls = 0;
    const { bus, clock, lost, putRule } = await startBus(() => {
      calls += 1;
      throw new TypeError("not a function");
    });
    await putRule("uploads", pattern, { RetryPolicy: { MaximumRetryAttempts: 1 } });
    bus.publish(upload);
    await clock.advance(1_000);
    expect(calls).toBe(2);
    expect(lost).toEqual([new TypeError("not a function")]);
  });

  it("is lost without a dead-letter queue, or when that takes nothing; other targets get theirs", async () => {
    const gone = new AwsError("ResourceNotFoundException", "Function not found", 404);
    const full = new AwsError("QueueDoesNotExist", "The specified queue does not exist.");
    const { bus, clock, deliveries, lost, putRule } = await startBus(
      ({ arn }) => {
        if (arn === lambdaArn) throw gone;
      },
      () => {
        throw full;
      },
    );
    await putRule("a", pattern);
    await putRule("b", pattern, { DeadLetterConfig });
    await putRule("c", pattern, { Arn: `${lambdaArn}-2` });
    bus.publish(upload);
    await clock.advance(0);
    expect(lost).toEqual([gone, full]);
    expect(deliveries).toHaveLength(3);
  });

  it("is repeated no more once the bus has been stopped", async () => {
    const { bus, clock, deliveries, deadLetters, putRule } = await startBus(busy);
    await putRule("uploads", pattern, { DeadLetterConfig });
    bus.publish(upload);
    await clock.advance(2_000);
    await bus.stop();
    await clock.advance(86_400_000);
    expect(deliveries).toHaveLength(2);
    expect(deadLetters).toEqual([]);
  });
});

describe("a target", () => {
  it.each([
    ["more retries than 185", { RetryPolicy: { MaximumRetryAttempts: 186 } }, "MaximumRetryAttempts"],
    ["an age of less than a minute", { RetryPolicy: { MaximumEventAgeInSeconds: 59 } }, "MaximumEventAgeInSeconds"],
    ["a topic for dead letters", { DeadLetterConfig: { Arn: "arn:aws:sns:us-east-1:123456789012:t" } }, "dead-letter"],
  ])("is not put with %s", async (_, target, message) => {
    const { putRule } = await startBus();
    await expect(putRule("uploads", pattern, target)).rejects.toMatchObject({
      name: "ValidationException",
      message: expect.stringContaining(message),
    });
  });
});
