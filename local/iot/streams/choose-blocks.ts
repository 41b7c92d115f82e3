import { type GetStreamRequest, largestAnswer } from "./get-stream-request.ts";
import { StreamRejection } from "./rejection.ts";

/**
 * The blocks a request gets, by their index in the file.
 * @throws StreamRejection `ResourceNotFound` when all it asks for lie behind the end of the file
 */
export function chooseBlocks(request: GetStreamRequest, fileSize: number): number[] {
  const blocks = Math.ceil(fileSize / request.blockSize);
  const asked = request.bitmap
    ? blocksInBitmap(request.bitmap, request.offset)
    : blocksFrom(request.offset, request.count);
  const limit = Math.min(request.count, Math.floor(largestAnswer / request.blockSize));
  const chosen: number[] = [];
  let isBehindEnd = false;
  for (const block of asked) {
    if (chosen.length === limit) break;
    if (block < blocks) chosen.push(block);
    else isBehindEnd = true;
  }
  if (chosen.length === 0 && isBehindEnd) throw new StreamRejection("ResourceNotFound");
  return chosen;
}

function* blocksFrom(offset: number, count: number): Generator<number> {
  for (let block = offset; block < offset + count; block++) yield block;
}

/** The least significant bit of the first byte is the block at `offset`. */
function* blocksInBitmap(bitmap: Uint8Array, offset: number): Generator<number> {
  for (const [index, byte] of bitmap.entries()) {
    for (let bit = 0; bit < 8; bit++) if (byte & (1 << bit)) yield offset + index * 8 + bit;
  }
}
