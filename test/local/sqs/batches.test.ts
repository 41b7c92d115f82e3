import { DeleteMessageBatchCommand, SendMessageBatchCommand } from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { startSqs } from "../../support/sqs.ts";

describe("a batch", () => {
  it("fails entry by entry", async () => {
    const { client, createQueue, receive } = await startSqs();
    const QueueUrl = await createQueue("jobs");
    const answer = await client.send(
      new SendMessageBatchCommand({
        QueueUrl,
        Entries: [
          { Id: "good", MessageBody: "x" },
          { Id: "bad", MessageBody: "" },
        ],
      }),
    );
    expect(answer.Successful).toMatchObject([{ Id: "good", MessageId: expect.any(String) }]);
    expect(answer.Failed).toEqual([
      {
        Id: "bad",
        SenderFault: true,
        Code: "MissingParameter",
        Message: "The request must contain the parameter MessageBody.",
      },
    ]);
    const [message] = await receive(QueueUrl);
    const Entries = [
      { Id: "1", ReceiptHandle: message?.ReceiptHandle },
      { Id: "2", ReceiptHandle: "none" },
    ];
    const deleted = await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    expect(deleted.Successful).toEqual([{ Id: "1" }]);
    expect(deleted.Failed).toMatchObject([{ Id: "2", Code: "ReceiptHandleIsInvalid" }]);
  });

  it.each([
    [[], "EmptyBatchRequest"],
    [Array.from({ length: 11 }, (_, index) => `${index}`), "TooManyEntriesInBatchRequest"],
    [["a", "a"], "BatchEntryIdsNotDistinct"],
    [["a b"], "InvalidBatchEntryId"],
  ])("of the ids %j is refused", async (ids, name) => {
    const { client, createQueue } = await startSqs();
    const QueueUrl = await createQueue("jobs");
    const Entries = ids.map((Id) => ({ Id, MessageBody: "x" }));
    const sent = client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    await expect(sent).rejects.toMatchObject({ name });
  });

  it("of more than a megabyte is refused", async () => {
    const { client, createQueue } = await startSqs();
    const QueueUrl = await createQueue("jobs");
    const Entries = ["a", "b"].map((Id) => ({ Id, MessageBody: "x".repeat(600_000) }));
    const sent = client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    await expect(sent).rejects.toMatchObject({ name: "BatchRequestTooLong" });
  });
});
