import { CausalMechanismsError } from '@causal-mechanisms/tensor-utils';
import { CELEBA_FILES, celebaFolder } from '../../src/run/celebaFolder.ts';
import type { DataFinder } from '../../src/run/dataChoice.ts';

/** Knows a folder that holds these files. */
function finder(there: readonly string[], wrong?: Error): DataFinder {
  return {
    insisted: false,
    find: ({ name, files }) => {
      if (wrong !== undefined) return Promise.reject(wrong);
      const found = name === 'celeba' && files.every((file) => there.includes(file));
      return Promise.resolve(found ? { folder: '/data/celeba', chosenBy: 'here' } : undefined);
    },
  };
}

describe('celebaFolder', () => {
  it.each(['.txt', '.csv'])('knows both layouts with tables that end in %s', async (ending) => {
    const flat = [`list_attr_celeba${ending}`, `list_eval_partition${ending}`];
    const nested = [`Anno/list_attr_celeba${ending}`, `Eval/list_eval_partition${ending}`];
    for (const files of [flat, nested]) {
      expect(await celebaFolder(finder(files))).toEqual({
        folder: '/data/celeba',
        chosenBy: 'here',
      });
      expect(await celebaFolder(finder(files.slice(0, 1)))).toBeUndefined();
    }
    expect(CELEBA_FILES).toContain(ending);
  });

  it('takes a named folder without the files for none, and lets other failures pass', async () => {
    const missing = new CausalMechanismsError('ERR_DATA_MISSING', 'not there');
    expect(await celebaFolder(finder([], missing))).toBeUndefined();
    await expect(celebaFolder(finder([], new Error('disk')))).rejects.toThrow('disk');
  });
});
