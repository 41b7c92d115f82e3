import { describe, expect, it, vi } from "vitest";
import { defaultAccount } from "../../../local/account.ts";
import { VirtualClock } from "../../../local/clock.ts";
import type { Delivery } from "../../../local/eventbridge/delivery.ts";
import { createEventBridge } from "../../../local/eventbridge/eventbridge.ts";

describe("AWS::Events::Rule", () => {
  it("is a rule with its targets", async () => {
    const deliveries: Delivery[] = [];
    const clock = new VirtualClock();
    const bus = createEventBridge({
      account: defaultAccount,
      clock,
      deliver: (delivery) => deliveries.push(delivery),
      sendDeadLetter: () => {},
    });
    const resource = await bus.resourceTypes["AWS::Events::Rule"]?.create({
      stackName: "ota",
      logicalId: "Uploads",
      properties: {
        Name: "ota-Uploads-1",
        EventPattern: { source: ["aws.s3"] },
        Targets: [
          {
            Id: "1",
            Arn: "arn:target",
            RoleArn: "arn:role",
            InputPath: "$.detail",
            RetryPolicy: { MaximumRetryAttempts: "185" },
          },
        ],
      },
    });
    expect(resource).toEqual({
      physicalId: "ota-Uploads-1",
      attributes: { Arn: "arn:aws:events:us-east-1:123456789012:rule/ota-Uploads-1" },
    });
    bus.publish({ source: "aws.s3", "detail-type": "x", resources: [], detail: { a: 1 } });
    await vi.waitFor(() =>
      expect(deliveries).toMatchObject([{ arn: "arn:target", roleArn: "arn:role", input: { a: 1 } }]),
    );
  });
});
