import { deflateRawSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { listZip, unzipEntry } from '../../src/formats/zipArchive.ts';
import type { ZipEntry } from '../../src/formats/zipArchive.ts';
import { failure } from '../testFiles.ts';

const LIMITS = { entryBytes: 1000, totalBytes: 1500 };
const TEXT = Uint8Array.from({ length: 400 }, (_, i) => 65 + (i % 7));

function archive(files: Record<string, Uint8Array>, level: 0 | 6 = 6): Uint8Array {
  return zipSync(files, { level, mtime: '2026-01-01' });
}

/** The place of the first directory entry. */
function directory(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer);
  return view.getUint32(bytes.length - 22 + 16, true);
}

function patched(bytes: Uint8Array, place: number, value: number): Uint8Array {
  const copy = bytes.slice();
  new DataView(copy.buffer).setUint32(place, value, true);
  return copy;
}

function unpackAll(bytes: Uint8Array): Uint8Array[] {
  return listZip('a.zip', bytes, LIMITS).map((entry) => unzipEntry('a.zip', bytes, entry));
}

function refuses(bytes: Uint8Array, message: string): void {
  expect(() => unpackAll(bytes)).toThrow(failure('ERR_FILE_FORMAT', `^a\\.zip: .*${message}`));
}

/** Local headers one after the other, each with an extra field over all that follow, in front of one file's bytes. */
function nested(): Uint8Array {
  const count = 20;
  const data = TEXT.subarray(0, 10);
  const local = 31;
  const parts: Uint8Array[] = [];
  const entries: Uint8Array[] = [];
  for (let i = 0; i < count; i++) {
    const name = 65 + i;
    const skipped = (count - 1 - i) * local;
    const header = new DataView(new ArrayBuffer(local));
    header.setUint32(0, 0x04034b50, true);
    header.setUint16(26, 1, true);
    header.setUint16(28, skipped, true);
    header.setUint8(30, name);
    parts.push(new Uint8Array(header.buffer));
    const entry = new DataView(new ArrayBuffer(47));
    entry.setUint32(0, 0x02014b50, true);
    entry.setUint32(20, data.length, true);
    entry.setUint16(28, 1, true);
    entry.setUint32(42, i * local, true);
    entry.setUint8(46, name);
    entries.push(new Uint8Array(entry.buffer));
  }
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(10, entries.length, true);
  end.setUint32(12, 47 * entries.length, true);
  end.setUint32(16, count * local + data.length, true);
  return Uint8Array.from(
    [...parts, data, ...entries, new Uint8Array(end.buffer)].flatMap((part) => [...part]),
  );
}

describe('zip archives', () => {
  it.each([0, 6] as const)('lists and unpacks files at level %d, without the folders', (level) => {
    const bytes = archive({ 'a/': new Uint8Array(0), 'a/b.txt': TEXT, c: Uint8Array.of(9) }, level);
    expect(listZip('a.zip', bytes, LIMITS).map(({ name, size }) => [name, size])).toEqual([
      ['a/b.txt', 400],
      ['c', 1],
    ]);
    const [first, second] = unpackAll(bytes);
    expect([...(first ?? [])]).toEqual([...TEXT]);
    expect([...(second ?? [])]).toEqual([9]);
  });

  it('finds the directory in front of a comment', () => {
    const bytes = zipSync({ a: TEXT }, { comment: 'original files' });
    expect(unpackAll(bytes)).toHaveLength(1);
  });

  it('skips the extra fields and comments of entries', () => {
    const extra = { 0x7777: Uint8Array.of(1, 2, 3, 4, 5) };
    const first = zipSync({ a: [TEXT, { extra }], b: TEXT });
    const second = zipSync({ a: [TEXT, { comment: 'the first' }], b: TEXT });
    for (const bytes of [first, second]) {
      expect(unpackAll(bytes).map((content) => [...content])).toEqual([[...TEXT], [...TEXT]]);
    }
  });

  it('finds the directory in front of the longest comment, and no further', () => {
    const bytes = archive({ a: TEXT });
    const followed = (length: number) => Uint8Array.of(...bytes, ...new Uint8Array(length));
    expect(unpackAll(followed(65535))).toHaveLength(1);
    refuses(followed(65536), 'not a zip archive');
  });

  it.each(['a\0b', '../a', 'a/../../b', '/etc/passwd', 'C:/a', 'a\\b', 'a/..'])(
    'refuses the name %s',
    (name) => refuses(archive({ [name]: TEXT }), 'unsafe name'),
  );

  it('refuses a file, or all together, that claim too much', () => {
    expect(unpackAll(archive({ a: new Uint8Array(1000), b: new Uint8Array(500) }))).toHaveLength(2);
    refuses(archive({ bomb: new Uint8Array(1001) }), 'bomb claims 1001 bytes');
    refuses(archive({ a: new Uint8Array(900), b: new Uint8Array(900) }), 'b claims 900');
  });

  it('refuses a bomb that claims to be small, and a file that is smaller than it claims', () => {
    const bomb = archive({ bomb: new Uint8Array(2_000_000) });
    refuses(patched(bomb, directory(bomb) + 24, 100), 'does not unpack to the 100 bytes');
    const short = archive({ a: TEXT });
    refuses(patched(short, directory(short) + 24, 401), 'does not unpack to the 401 bytes');
    refuses(patched(short, directory(short) + 24, 0), 'does not unpack to the 0 bytes');
  });

  it('unpacks nothing that is larger than it claims', () => {
    const bytes = archive({ a: TEXT });
    const [entry] = listZip('a.zip', bytes, LIMITS);
    expect(entry?.method).toBe(8);
    // The cause says that the output did not fit the room there was: it was never made.
    const small = { ...entry, size: 399 } as ZipEntry;
    expect(() => unzipEntry('a.zip', bytes, small)).toThrow(
      expect.objectContaining({
        cause: expect.objectContaining({ code: 'ERR_BUFFER_TOO_LARGE' }) as Error,
      }) as Error,
    );
  });

  it('unpacks an empty file', () => {
    const bytes = archive({ a: new Uint8Array(0) });
    const [entry] = listZip('a.zip', bytes, LIMITS);
    expect(unpackAll(bytes)).toEqual([new Uint8Array(0)]);
    // Deflated, as some programs do.
    const packed = zipSync({ a: TEXT });
    const empty = deflateRawSync(new Uint8Array(0));
    const [text] = listZip('a.zip', packed, LIMITS);
    packed.set(empty, text?.start);
    const deflated = {
      ...entry,
      method: 8,
      start: text?.start,
      packedSize: empty.length,
    } as ZipEntry;
    expect(unzipEntry('a.zip', packed, deflated)).toHaveLength(0);
  });

  it('refuses a wrong checksum, a flipped bit and an unknown method', () => {
    const bytes = archive({ a: TEXT }, 0);
    refuses(patched(bytes, directory(bytes) + 16, 1), 'wrong CRC-32');
    const flipped = bytes.slice();
    flipped[40] = (flipped[40] ?? 0) ^ 1;
    refuses(flipped, 'wrong CRC-32');
    const place = directory(bytes) + 10;
    const method = new DataView(bytes.buffer).getUint32(place, true);
    refuses(patched(bytes, place, (method & 0xffff0000) | 99), 'unknown method 99');
  });

  it('refuses directories that lead astray', () => {
    const bytes = archive({ a: TEXT });
    refuses(patched(bytes, directory(bytes) + 42, 5), 'not where the directory says');
    refuses(patched(bytes, directory(bytes) + 42, 0x7fffffff), 'not where the directory says');
    refuses(patched(bytes, directory(bytes) + 20, 100_000), 'cut short');
    refuses(patched(bytes, directory(bytes), 0), 'directory is damaged');
    refuses(patched(bytes, bytes.length - 22 + 16, bytes.length), 'directory is cut short');
    refuses(patched(bytes, bytes.length - 22 + 16, 0xffffffff), 'zip64');
    refuses(patched(bytes, bytes.length - 22 + 8, 0xffff0001), 'zip64');
    refuses(patched(bytes, bytes.length - 22 + 8, 0x00020002), 'directory is damaged');
    const { length } = bytes;
    const size = length - 22 - directory(bytes);
    refuses(patched(bytes, length - 22 + 12, size + 1), 'directory is cut short');
    refuses(patched(bytes, directory(bytes) + 28, 2), 'directory is damaged');
    // A local header of which only the first four bytes are there.
    const tail = Uint8Array.of(...bytes, 0x50, 0x4b, 3, 4);
    refuses(patched(tail, directory(bytes) + 42, length), 'not where the directory says');
  });

  it('refuses a name that the file itself does not confirm, or that is there twice', () => {
    const bytes = archive({ 'a/1.png': TEXT, 'a/2.png': TEXT });
    for (const place of [0, 3, 6]) {
      const flipped = bytes.slice();
      const at = directory(bytes) + 46 + place;
      flipped[at] = (flipped[at] ?? 0) ^ 1;
      refuses(flipped, 'its directory says .* where the file says .*a/1.png');
    }
    const twice = archive({ a: TEXT, b: TEXT });
    const second = twice.indexOf(98, directory(twice));
    twice[second] = 97;
    refuses(twice, 'holds a twice');
  });

  it('refuses names that are not in UTF-8', () => {
    const bytes = archive({ ab: TEXT });
    for (const at of [30, directory(bytes) + 46]) bytes[at] = 0xe9;
    refuses(bytes, 'the name "\ufffdb" is not in UTF-8');
  });

  it('refuses files that share bytes', () => {
    const shared = archive({ a: TEXT, b: TEXT }, 0);
    const [first, second] = [directory(shared), directory(shared) + 47];
    refuses(patched(shared, first + 20, 401), 'a and b share bytes');
    refuses(patched(shared, second + 20, 401), 'b and the directory share bytes');
    refuses(nested(), 'A and B share bytes');
  });

  it('refuses a directory that holds more files than it counts', () => {
    const bytes = archive({ a: TEXT, b: TEXT, c: TEXT });
    const counts = bytes.length - 22 + 8;
    refuses(patched(bytes, counts, 0x00020002), 'does not end with the 2 files that it counts');
    refuses(patched(bytes, counts, 0), 'does not end with the 0 files that it counts');
  });

  it('refuses what is no archive or only a part of one', () => {
    refuses(new Uint8Array(0), 'not a zip archive');
    refuses(TEXT, 'not a zip archive');
    const bytes = archive({ a: TEXT, b: TEXT });
    refuses(bytes.slice(0, bytes.length - 30), 'not a zip archive');
    refuses(Uint8Array.from([...bytes.slice(0, 10), ...bytes.slice(30)]), '');
  });
});
