import { createHash } from 'node:crypto';
import { crc32, deflateRawSync } from 'node:zlib';

/** One file of a test archive; what is not given is consistent with `content`. */
export interface ZipInput {
  /** Path inside the archive, hostile ones included. */
  readonly name: string;
  /** Its bytes. */
  readonly content: string;
  /** The size that the directory announces. Default: the true one. */
  readonly announced?: number;
  /** Unix mode. Default: 0o100644. */
  readonly mode?: number;
}

/** Writes a zip archive byte by byte, so that a test can make hostile ones. */
export function zipOf(files: readonly ZipInput[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, announced, mode = 0o100644 } of files) {
    const packed = deflateRawSync(content);
    const nameBytes = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt16LE(nameBytes.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(8, 10);
    central.writeUInt32LE(crc32(content), 16);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt32LE(announced ?? Buffer.byteLength(content), 24);
    central.writeUInt16LE(nameBytes.length, 28);
    central.writeUInt32LE((mode << 16) >>> 0, 38);
    central.writeUInt32LE(offset, 42);
    parts.push(local, nameBytes, packed);
    directory.push(central, nameBytes);
    offset += local.length + nameBytes.length + packed.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, entries, end]);
}

/** Writes a wheel: the files and a RECORD with their hashes; `lies` are paths with a wrong hash. */
export function wheelOf(files: readonly ZipInput[], lies: readonly string[] = []): Buffer {
  const lines = files.map(({ name, content }) => {
    const hash = createHash('sha256').update(content);
    if (lies.includes(name)) hash.update('changed');
    return `${name},sha256=${hash.digest('base64url')},${Buffer.byteLength(content)}`;
  });
  return zipOf([...files, { name: 'tiny-1.0.dist-info/RECORD', content: lines.join('\n') }]);
}
