import { join } from 'node:path';
import { FileFormatError } from '@causal-mechanisms/tensor-utils';
import { readTracks } from '../../../src/node/hdf5/hdf5Tracks.ts';
import { loadHdf5 } from '../../../src/node/hdf5/loadHdf5.ts';
import { inTempFolder } from '../../testFiles.ts';
import { filled, writeTestHdf5 } from './testHdf5.ts';

describe('readTracks', () => {
  it('reads bytes and numbers per sequence too, with sides of 1 at the end or without', async () => {
    await inTempFolder(async (dir) => {
      const path = join(dir, 'a.h5');
      await writeTestHdf5(path, {
        test: {
          positions: filled([2, 3, 2, 2, 1], (place) => 1 + place),
          velocities: filled([2, 3, 2, 2], (place) => place),
          collisions: filled([2, 3, 2], (place) => [300, -1][place] ?? place),
          radii: filled([3, 2], (place) => place / 4),
          masses: filled([3, 5], (place) => place),
        },
      });
      const at = { owner: 'test', path, library: await loadHdf5('test'), split: 'test' };
      const tracks = await readTracks({ ...at, size: 3, steps: 2 }, Int32Array.of(2));
      expect([...tracks.positions]).toEqual([9, 10, 11, 12, 21, 22, 23, 24]);
      expect(tracks.collisions).toEqual(Uint8Array.of(4, 5, 10, 11));
      expect(tracks.radii).toEqual(Float64Array.of(1, 1.25));
      const counts = await readTracks({ ...at, size: 3, steps: 2 }, Int32Array.of(0));
      expect(counts.collisions).toEqual(Uint8Array.of(255, 0, 6, 7));
      expect('masses' in tracks).toBe(false);
      await expect(readTracks({ ...at, size: 4, steps: 2 }, Int32Array.of(2))).rejects.toThrow(
        FileFormatError,
      );
    });
  });
});
