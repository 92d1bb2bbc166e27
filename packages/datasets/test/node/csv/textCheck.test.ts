import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { textCheck } from '../../../src/node/csv/textCheck.ts';
import { failure, inTempFolder } from '../../testFiles.ts';

/** Sends a file through in chunks of a few bytes. */
async function passed(bytes: Buffer, size: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  await inTempFolder(async (dir) => {
    const path = join(dir, 'data.csv');
    await writeFile(path, bytes);
    const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
      bytes.subarray(i * size, (i + 1) * size),
    );
    for await (const part of Readable.from(chunks).compose(textCheck(path))) {
      parts.push(part as Buffer);
    }
  });
  return Buffer.concat(parts);
}

const TEXT = Buffer.from('a,é\n1,日本\n2,😀 done\n');

describe('textCheck', () => {
  it.each([1, 2, 3, 4, 5, 100])('lets text through in chunks of %d bytes', async (size) => {
    expect((await passed(TEXT, size)).equals(TEXT)).toBe(true);
  });

  it.each([1, 3, 100])('tells the place of a byte of no text, in chunks of %d', async (size) => {
    const latin = Buffer.from('a,b\n1,x\n2,caf\xe9\n', 'latin1');
    await expect(passed(latin, size)).rejects.toThrow(
      failure('ERR_FILE_FORMAT', 'line 3, byte 6.*UTF-8'),
    );
    const nul = Buffer.from('a,b\n1,x\0\n');
    await expect(passed(nul, size)).rejects.toThrow(failure('ERR_FILE_FORMAT', 'line 2, byte 4'));
  });

  it('refuses a character that ends with the file', async () => {
    await expect(passed(TEXT.subarray(0, 3), 100)).rejects.toThrow(
      failure('ERR_FILE_FORMAT', 'line 1, byte 3'),
    );
  });

  it('knows UTF-16', async () => {
    await expect(passed(Buffer.from('\ufeffa,b\n', 'utf16le'), 100)).rejects.toThrow(
      failure('ERR_FILE_FORMAT', 'UTF-16'),
    );
  });
});
