import { zipSync } from 'fflate';
import { checksum } from '../../src/formats/crc32.ts';
import { listZip, unzipEntry } from '../../src/formats/zipArchive.ts';
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

describe('checksum', () => {
  it('gives the standard check value', () => {
    expect(checksum(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
  });
});

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

  it.each(['../a', 'a/../../b', '/etc/passwd', 'C:/a', 'a\\b', 'a/..'])(
    'refuses the name %s',
    (name) => refuses(archive({ [name]: TEXT }), 'unsafe name'),
  );

  it('refuses a file, or all together, that claim too much', () => {
    refuses(archive({ bomb: new Uint8Array(1001) }), 'bomb claims 1001 bytes');
    refuses(archive({ a: new Uint8Array(900), b: new Uint8Array(900) }), 'b claims 900');
  });

  it('refuses a bomb that claims to be small, and a file that is smaller than it claims', () => {
    const bomb = archive({ bomb: new Uint8Array(2_000_000) });
    refuses(patched(bomb, directory(bomb) + 24, 100), 'does not unpack to the 100 bytes');
    const short = archive({ a: TEXT });
    refuses(patched(short, directory(short) + 24, 401), 'does not unpack to the 401 bytes');
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
  });

  it('refuses what is no archive or only a part of one', () => {
    refuses(new Uint8Array(0), 'not a zip archive');
    refuses(TEXT, 'not a zip archive');
    const bytes = archive({ a: TEXT, b: TEXT });
    refuses(bytes.slice(0, bytes.length - 30), 'not a zip archive');
    refuses(Uint8Array.from([...bytes.slice(0, 10), ...bytes.slice(30)]), '');
  });
});
