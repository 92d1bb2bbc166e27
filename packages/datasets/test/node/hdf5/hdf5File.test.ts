import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ArgumentError, FileAccessError, FileFormatError } from '@causal-mechanisms/tensor-utils';
import {
  hdf5Group,
  hdf5Numbers,
  hdf5Reason,
  readSlice,
  withHdf5File,
} from '../../../src/node/hdf5/hdf5File.ts';
import { loadHdf5 } from '../../../src/node/hdf5/loadHdf5.ts';
import { inTempFolder } from '../../testFiles.ts';
import { filled, writeTestHdf5 } from './testHdf5.ts';

const GROUPS = { training: { features: filled([2, 3, 4], (place) => place) } };

describe('withHdf5File', () => {
  it('opens, and passes on what was found or thrown', async () => {
    await inTempFolder(async (dir) => {
      const path = join(dir, 'a.h5');
      await writeTestHdf5(path, GROUPS);
      const library = await loadHdf5('test');
      expect(await withHdf5File('test', path, library, (file) => file.keys())).toEqual([
        'training',
      ]);
      const own = new ArgumentError('own');
      await expect(
        withHdf5File('test', path, library, () => {
          throw own;
        }),
      ).rejects.toBe(own);
    });
  });

  it('tells what is wrong with a file', async () => {
    await inTempFolder(async (dir) => {
      const library = await loadHdf5('test');
      const open = (path: string) => withHdf5File('test', path, library, () => 0);
      await expect(open(join(dir, 'none.h5'))).rejects.toThrow(FileAccessError);
      await expect(open(dir)).rejects.toThrow(FileAccessError);
      const path = join(dir, 'text.h5');
      await writeFile(path, 'text');
      await expect(open(path)).rejects.toThrow(FileFormatError);
      await expect(open(path)).rejects.toThrow(`${path}: no HDF5 file (file signature not found)`);
    });
  });
});

describe('hdf5Reason', () => {
  it('is the innermost reason of a trace, or the text', () => {
    const trace =
      'HDF5-DIAG\n #000: a.c line 821 in H5Fopen(): unable to open\n  major: x\n #001: b.c line 5 in H5F__read(): truncated file\n';
    expect(hdf5Reason(new Error(trace))).toBe('truncated file');
    expect(hdf5Reason('other')).toBe('other');
  });
});

describe('parts of a file', () => {
  it('are found by name, and refused where they are something else', async () => {
    await inTempFolder(async (dir) => {
      const path = join(dir, 'a.h5');
      await writeTestHdf5(path, GROUPS);
      const library = await loadHdf5('test');
      await withHdf5File('test', path, library, (file) => {
        const group = hdf5Group(path, library, file, 'training');
        const numbers = hdf5Numbers(path, library, group, 'features');
        expect(numbers.shape).toEqual([2, 3, 4]);
        const slice = readSlice(path, numbers, [
          [0, 2],
          [1, 2],
        ]);
        expect(Array.from(slice)).toEqual([4, 5, 6, 7, 16, 17, 18, 19]);
        expect(() => hdf5Group(path, library, file, 'test')).toThrow(
          `${path}: expected a group test, found training`,
        );
        expect(() => hdf5Numbers(path, library, group, 'groups')).toThrow(
          `${path}: expected an array groups, found features`,
        );
        expect(() => hdf5Numbers(path, library, file, 'training')).toThrow(FileFormatError);
        expect(() => hdf5Group(path, library, file, 'features')).toThrow(FileFormatError);
      });
    });
  });
});
