import { crc32, deflateRawSync } from "node:zlib";

/** How a file is put into an archive. */
export interface ZipFile {
  readonly name: string;
  readonly text: string;
  readonly isStored?: boolean;
}

/** Makes a zip archive of files, each deflated unless told. */
export function zipOf(files: readonly ZipFile[], comment = ""): Buffer {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const { name, text, isStored = false } of files) {
    const contents = Buffer.from(text);
    const packed = isStored ? contents : deflateRawSync(contents);
    const about = Buffer.alloc(22);
    about.writeUInt16LE(isStored ? 0 : 8, 4);
    about.writeUInt32LE(crc32(contents), 10);
    about.writeUInt32LE(packed.length, 14);
    about.writeUInt32LE(contents.length, 18);
    const nameBytes = Buffer.from(name);
    const nameLength = uint16(nameBytes.length);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), about, nameLength, uint16(0), nameBytes, packed]);
    const where = Buffer.alloc(14);
    where.writeUInt32LE(offset, 10);
    entries.push(
      Buffer.concat([Buffer.from("PK\x01\x02"), uint16(20), about, nameLength, uint16(0), where, nameBytes]),
    );
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(16);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  const commentBytes = Buffer.from(comment);
  const tail = [Buffer.from("PK\x05\x06"), end, uint16(commentBytes.length), commentBytes];
  return Buffer.concat([...locals, directory, ...tail]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}
