import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FileFormatError } from '../../src/index.ts';
import { nodeFileSystem } from '../../src/node.ts';
import {
  decodeJson,
  decodeText,
  hashText,
  readSealed,
  writeSealed,
} from '../../src/node/hashedFile.ts';
import { inTemporaryFolder } from './temporaryFolder.ts';

// SHA-256 of "abc", from FIPS 180-2.
const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
const bytesOf = (text: string) => new TextEncoder().encode(text);
const content = (...bytes: number[]) => Uint8Array.from(bytes).buffer;

describe('writeSealed and readSealed', () => {
  it('hash all chunks as one file', () =>
    inTemporaryFolder(async (folder) => {
      const path = join(folder, 'file');
      const chunks = [bytesOf('a'), bytesOf(''), bytesOf('bc')];
      expect(await writeSealed(nodeFileSystem, path, chunks)).toEqual({ bytes: 3, sha256: abc });
      expect(await readFile(path, 'utf8')).toBe('abc');
      const { content: read, seal } = await readSealed(path, 3);
      expect(new TextDecoder().decode(read)).toBe('abc');
      expect(seal).toEqual({ bytes: 3, sha256: abc });
    }));

  it('agree about files of more than one piece', () =>
    inTemporaryFolder(async (folder) => {
      const path = join(folder, 'file');
      const large = Uint8Array.from({ length: 2 ** 22 + 5 }, (_, i) => i % 251);
      const seal = await writeSealed(nodeFileSystem, path, [large, large.subarray(0, 7)]);
      expect(seal.bytes).toBe(2 ** 22 + 12);
      const again = await readSealed(path, 2 ** 23);
      expect(again.seal).toEqual(seal);
      expect(Buffer.from(again.content).equals(await readFile(path))).toBe(true);
    }));

  it('force the file onto the disk before it is closed', async () => {
    const calls: string[] = [];
    const fileSystem = {
      ...nodeFileSystem,
      create: () =>
        Promise.resolve({
          write: (bytes: Uint8Array) => Promise.resolve(void calls.push(`write ${bytes.length}`)),
          sync: () => Promise.resolve(void calls.push('sync')),
          close: () => Promise.resolve(void calls.push('close')),
        }),
    };
    await writeSealed(fileSystem, 'anywhere', [bytesOf('ab'), bytesOf('c')]);
    expect(calls).toEqual(['write 2', 'write 1', 'sync', 'close']);
  });

  it('close the file when writing fails', async () => {
    let closed = false;
    const fileSystem = {
      ...nodeFileSystem,
      create: () =>
        Promise.resolve({
          write: () => Promise.reject(new Error('full')),
          sync: () => Promise.resolve(),
          close: () => Promise.resolve(void (closed = true)),
        }),
    };
    await expect(writeSealed(fileSystem, 'anywhere', [bytesOf('a')])).rejects.toThrow('full');
    expect(closed).toBe(true);
  });

  it('refuse a file that is longer than the limit, without memory for it', () =>
    inTemporaryFolder(async (folder) => {
      const path = join(folder, 'file');
      await writeFile(path, 'abcd');
      await expect(readSealed(path, 3)).rejects.toBeInstanceOf(FileFormatError);
      await expect(readSealed(path, 3)).rejects.toThrow('has 4 bytes, expected at most 3');
      expect((await readSealed(path, 4)).seal.bytes).toBe(4);
      await truncate(path, 2 ** 42); // sparse: nothing on disk
      await expect(readSealed(path, 2 ** 43)).rejects.toThrow('too many to read');
    }));
});

describe('hashText', () => {
  it('hashes UTF-8', () => {
    expect(hashText('abc')).toBe(abc);
    expect(hashText('é')).not.toBe(hashText('e'));
  });
});

describe('decodeText and decodeJson', () => {
  it('read what is text, and what is JSON', () => {
    expect(decodeText('/a', bytesOf('é').buffer)).toBe('é');
    expect(decodeJson('/a', bytesOf('{"a":[1,null]}').buffer)).toEqual({ a: [1, null] });
  });

  it('name the file of what is neither', () => {
    expect(() => decodeText('/a', content(0xc3, 0x28))).toThrow('/a is not UTF-8 text');
    expect(() => decodeJson('/a', bytesOf('{').buffer)).toThrow('/a is not JSON');
    expect(() => decodeJson('/a', content(0xff))).toThrow(FileFormatError);
  });
});
