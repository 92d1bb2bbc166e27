import type { FileSystem } from '../../src/node.ts';
import { nodeFileSystem } from '../../src/node.ts';

/** An error as the operating system gives it. */
export function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: for the test`), { code });
}

/** A disk that is full once `room` more bytes were written. */
export function fullDisk(room: number): FileSystem {
  let left = room;
  return {
    ...nodeFileSystem,
    async create(path) {
      const sink = await nodeFileSystem.create(path);
      return {
        ...sink,
        async write(bytes) {
          const fits = bytes.subarray(0, left);
          left -= fits.length;
          await sink.write(fits);
          if (fits.length < bytes.length) throw systemError('ENOSPC');
        },
      };
    },
  };
}
