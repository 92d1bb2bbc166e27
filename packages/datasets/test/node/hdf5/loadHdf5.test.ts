import { MissingDependencyError } from '../../../src/node/errors.ts';
import { loadHdf5 } from '../../../src/node/hdf5/loadHdf5.ts';

describe('loadHdf5', () => {
  it('makes the library throw', async () => {
    const library = await loadHdf5('test');
    expect(() => new library.File('/nowhere/at/all.h5', 'r')).toThrow(/No such file/);
  });

  it('says how to install what is missing', async () => {
    const missing = loadHdf5('readSomething', () => Promise.reject(new Error('not found')));
    await expect(missing).rejects.toThrow(MissingDependencyError);
    await expect(missing).rejects.toThrow('readSomething: HDF5 files need the package h5wasm: npm');
  });
});
