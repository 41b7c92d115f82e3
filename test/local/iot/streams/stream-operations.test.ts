import {
  CreateStreamCommand,
  type CreateStreamCommandInput,
  DeleteStreamCommand,
  DescribeStreamCommand,
  IoTClient,
  ListStreamsCommand,
  ListTagsForResourceCommand,
  UpdateStreamCommand,
} from "@aws-sdk/client-iot";
import { beforeEach, describe, expect, it } from "vitest";
import { defaultAccount } from "../../../../local/account.ts";
import { VirtualClock } from "../../../../local/clock.ts";
import { createStreams } from "../../../../local/iot/streams/streams.ts";
import { createTags } from "../../../../local/iot/tags.ts";
import { iotService } from "../../../support/iot-service.ts";
import { serve } from "../../../support/local-service.ts";
import { memoryObjects } from "../../../support/memory-objects.ts";

const streamArn = "arn:aws:iot:us-east-1:123456789012:stream/fw-1-4-2";
const roleArn = "arn:aws:iam::123456789012:role/ota";
const files = [{ fileId: 0, s3Location: { bucket: "fw", key: "app.bin", version: "v1" } }];

let clock: VirtualClock;
let iot: IoTClient;

beforeEach(async () => {
  clock = new VirtualClock();
  const tags = createTags();
  const broker = { onPublish: () => () => {}, publish: () => {} };
  const { operations } = createStreams({ account: defaultAccount, clock, broker, objects: memoryObjects(), tags });
  iot = new IoTClient(await serve(iotService(operations, { ...tags.operations })));
});

const create = (input: Partial<CreateStreamCommandInput> = {}) =>
  iot.send(new CreateStreamCommand({ streamId: "fw-1-4-2", files, roleArn, ...input }));
const described = async (streamId = "fw-1-4-2") => (await iot.send(new DescribeStreamCommand({ streamId }))).streamInfo;

describe("A stream", () => {
  it("is made with version 1 and described as it was made", async () => {
    const made = await create({ description: "Thermostats, 1.4.2" });
    expect(made).toMatchObject({
      streamId: "fw-1-4-2",
      streamArn,
      description: "Thermostats, 1.4.2",
      streamVersion: 1,
    });
    expect(await described()).toEqual({
      streamId: "fw-1-4-2",
      streamArn,
      streamVersion: 1,
      description: "Thermostats, 1.4.2",
      files,
      createdAt: new Date(clock.now()),
      lastUpdatedAt: new Date(clock.now()),
      roleArn,
    });
  });

  it("is updated in what the request names, and its version grows by one", async () => {
    await create({ description: "old" });
    const made = new Date(clock.now());
    await clock.advance(5_000);
    const updated = await iot.send(new UpdateStreamCommand({ streamId: "fw-1-4-2", description: "new" }));
    expect(updated).toMatchObject({ streamVersion: 2, description: "new" });
    expect(await described()).toMatchObject({
      streamVersion: 2,
      description: "new",
      files,
      createdAt: made,
      lastUpdatedAt: new Date(clock.now()),
    });
  });

  it("has the tags it was made with, until it is deleted", async () => {
    await create({ tags: [{ Key: "ota-pipeline:release", Value: "r1" }] });
    const tags = () => iot.send(new ListTagsForResourceCommand({ resourceArn: streamArn }));
    expect((await tags()).tags).toEqual([{ Key: "ota-pipeline:release", Value: "r1" }]);
    await iot.send(new DeleteStreamCommand({ streamId: "fw-1-4-2" }));
    await expect(tags()).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    await expect(described()).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  it("cannot be made twice, not even alike", async () => {
    await create();
    const again = create();
    await expect(again).rejects.toMatchObject({
      name: "ResourceAlreadyExistsException",
      $metadata: { httpStatusCode: 409 },
      resourceId: "fw-1-4-2",
      resourceArn: streamArn,
    });
  });

  it.each([DescribeStreamCommand, UpdateStreamCommand, DeleteStreamCommand])(
    "that nobody made is not found",
    async (Command) => {
      const sent = iot.send(new Command({ streamId: "none" }));
      await expect(sent).rejects.toMatchObject({
        name: "ResourceNotFoundException",
        $metadata: { httpStatusCode: 404 },
      });
    },
  );
});

describe("CreateStream refuses", () => {
  const file = (fileId: number | undefined, s3Location: object = { bucket: "fw", key: "app.bin" }) => ({
    fileId,
    s3Location,
  });

  it.each<[string, Partial<CreateStreamCommandInput>]>([
    ["an id with a dot", { streamId: "fw.1" }],
    ["an id of 129 characters", { streamId: "a".repeat(129) }],
    ["no files", { files: [] }],
    ["51 files", { files: Array.from({ length: 51 }, (_, fileId) => file(fileId)) }],
    ["a file id above 255", { files: [file(256)] }],
    ["a file without an id", { files: [file(undefined)] }],
    ["a file without a key", { files: [file(0, { bucket: "fw" })] }],
    ["one file id twice", { files: [file(1), file(1)] }],
    ["a role's name in place of its ARN", { roleArn: "ota" }],
    ["the same tag twice", { tags: [{ Key: "a" }, { Key: "a" }] }],
  ])("%s, and makes nothing", async (_, input) => {
    await expect(create(input)).rejects.toMatchObject({ name: "InvalidRequestException" });
    expect((await iot.send(new ListStreamsCommand({}))).streams).toEqual([]);
  });
});

describe("ListStreams", () => {
  it("lists the newest first or last, page by page", async () => {
    for (const streamId of ["a", "b", "c"]) await create({ streamId });
    const ids = async (input: object) =>
      (await iot.send(new ListStreamsCommand(input))).streams?.map((stream) => stream.streamId);
    expect(await ids({})).toEqual(["c", "b", "a"]);
    expect(await ids({ ascendingOrder: true })).toEqual(["a", "b", "c"]);
    const { nextToken } = await iot.send(new ListStreamsCommand({ maxResults: 2 }));
    expect(await ids({ maxResults: 2, nextToken })).toEqual(["a"]);
  });
});
