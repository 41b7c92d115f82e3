import { describe, expect, it } from "vitest";
import { chooseBlocks } from "../../../../local/iot/streams/choose-blocks.ts";
import type { GetStreamRequest } from "../../../../local/iot/streams/get-stream-request.ts";

const kib = 1024;
const ask = (request: Partial<GetStreamRequest>): GetStreamRequest => ({
  streamVersion: undefined,
  fileId: 0,
  blockSize: 4 * kib,
  offset: 0,
  count: 32,
  bitmap: undefined,
  ...request,
});
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

describe("The blocks of a request", () => {
  it.each<[string, Partial<GetStreamRequest>, number[]]>([
    ["are those from the offset on, as many as asked", { offset: 3, count: 2 }, [3, 4]],
    ["end with the file", { offset: 24, count: 8 }, [24, 25]],
    ["are those the bitmap names", { bitmap: Buffer.from("ffffff03", "hex"), count: 8 }, range(0, 8)],
    ["are the first ones the bitmap still names", { bitmap: Buffer.from("00ffff03", "hex"), count: 8 }, range(8, 16)],
    // AWS's C library sends "MQ==" as its bitmap: only n = 1 makes it ask for the block at the offset.
    ["are one for a C client that asks for one", { bitmap: Buffer.from("MQ=="), offset: 7, count: 1 }, [7]],
    ["are literal for one that asks for more", { bitmap: Buffer.from("MQ=="), offset: 7, count: 4 }, [7, 9, 10, 13]],
    ["are none for a bitmap of zeros", { bitmap: Buffer.from("0000", "hex") }, []],
    ["are none when none are asked for", { count: 0 }, []],
  ])("%s", (_, request, blocks) => {
    expect(chooseBlocks(ask(request), 26 * 4 * kib - 100)).toEqual(blocks);
  });

  it("count from the offset, least significant bit first, as in AWS's example", () => {
    const request = ask({ bitmap: Buffer.from("130080", "hex"), offset: 20 });
    expect(chooseBlocks(request, 1024 * kib)).toEqual([20, 21, 24, 43]);
  });

  it("stop at 128 KiB, whatever is asked for", () => {
    expect(chooseBlocks(ask({ count: 98_304 }), 1024 * kib)).toEqual(range(0, 32));
    expect(chooseBlocks(ask({ blockSize: 100 * kib, count: 8 }), 1024 * kib)).toEqual([0]);
    expect(chooseBlocks(ask({ blockSize: 128 * kib, count: 8, bitmap: Buffer.from([0xff]) }), 1024 * kib)).toEqual([0]);
  });

  it("are not found behind the end of the file", () => {
    expect(() => chooseBlocks(ask({ offset: 26 }), 26 * 4 * kib)).toThrow(
      expect.objectContaining({ code: "ResourceNotFound" }),
    );
  });
});
