import { bouncingBalls } from '../src/index.ts';
import * as node from '../src/node.ts';
import { inTempFolder } from './testFiles.ts';

type Call = (args: { path: unknown; options: unknown }) => Promise<unknown>;
const reader =
  (read: (path: never, options: never) => Promise<unknown>): Call =>
  ({ path, options }) =>
    read(path as never, options as never);

/** Every reader by its path and options; what else they take is told below. */
const READERS: Readonly<Record<string, Call>> = {
  imageFolder: reader(node.imageFolder),
  readCelebA: reader(node.readCelebA),
  readHdf5Frames: reader(node.readHdf5Frames),
  readIdxImages: reader(node.readIdxImages),
  readMnist: reader(node.readMnist),
  readOmniglot: reader(node.readOmniglot),
  readSequences: reader(node.readSequences),
  readTable: reader(node.readTable),
  readBif: ({ path }) => node.readBif(path as string),
  loadNetwork: ({ path, options }) => node.loadNetwork(path as string, options as never),
  labelledImages: ({ path, options }) =>
    node.labelledImages('folder', path as string, options as never),
  writeHdf5Frames: ({ path, options }) =>
    node.writeHdf5Frames(path as string, { test: bouncingBalls({ size: 1 }) }, options as never),
  downloadDataset: ({ path, options }) =>
    node.downloadDataset('mnist', path as string, options as never),
  locateData: ({ path, options }) =>
    node.locateData(options === null ? (null as never) : { dir: path as string }),
};

const OPTIONS: readonly [string, string, unknown][] = [
  ['imageFolder', 'recursive', 'no'],
  ['imageFolder', 'emptyClasses', 7],
  ['imageFolder', 'height', 2],
  ['imageFolder', 'channels', 2],
  ['imageFolder', 'height', 2 ** 40],
  ['readCelebA', 'split', 'train '],
  ['readCelebA', 'side', 0.5],
  ['readCelebA', 'side', 2 ** 20],
  ['readCelebA', 'attributes', 'Smiling'],
  ['readCelebA', 'attributes', [7]],
  ['readCelebA', 'crop', null],
  ['readCelebA', 'crop', { left: 0, top: 0, width: 179, height: 1 }],
  ['readHdf5Frames', 'split', 'train'],
  ['writeHdf5Frames', 'overwrite', 'yes'],
  ['readIdxImages', 'labels', 7],
  ['readIdxImages', 'labels', 'a\0b'],
  ['readIdxImages', 'transposed', 1],
  ['readIdxImages', 'classNames', 'ab'],
  ['readIdxImages', 'classNames', ['a', 7]],
  ['readMnist', 'split', 'valid'],
  ['readMnist', 'variant', 'kmnist'],
  ['readOmniglot', 'set', '../background'],
  ['readOmniglot', 'size', 46],
  ['readSequences', 'id', 7],
  ['readSequences', 'label', 7],
  ['readSequences', 'columns', 'a'],
  ['readSequences', 'tokens', 'yes'],
  ['readSequences', 'format', 'csv'],
  ['readSequences', 'layout', 'broad'],
  ['readSequences', 'signal', {}],
  ['readTable', 'columns', 'a'],
  ['readTable', 'columns', [7]],
  ['readTable', 'delimiter', null],
  ['readTable', 'delimiter', 7],
  ['readTable', 'missingMarks', 'NA'],
  ['readTable', 'signal', {}],
  ['readTable', 'kinds', { a: 'text' }],
  ['readTable', 'missing', 'keep'],
  ['readTable', 'unusable', 'keep'],
  ['loadNetwork', 'dir', 7],
  ['loadNetwork', 'dir', 'a\0b'],
  ['labelledImages', 'unlisted', 'drop'],
  ['labelledImages', 'fileColumn', 7],
  ['labelledImages', 'missingMarks', 'NA'],
  ['labelledImages', 'factors', 'on'],
  ['labelledImages', 'factors', [null]],
  ['labelledImages', 'factors', [{ name: 7 }]],
  ['labelledImages', 'factors', [{ name: 'on', kind: 'yes' }]],
  ['labelledImages', 'factors', [{ name: 'on', unit: 7 }]],
  ['labelledImages', 'signal', {}],
  ['downloadDataset', 'fetch', 7],
  ['downloadDataset', 'log', 7],
  ['downloadDataset', 'signal', {}],
  ['downloadDataset', 'baseUrl', 7],
];

describe('the boundary of datasets on disk', () => {
  it('tries every function', () => {
    const functions = Object.entries(node)
      .filter(([name]) => !name.endsWith('Error'))
      .map(([name]) => name);
    expect(Object.keys(READERS).sort()).toEqual(functions.sort());
  });

  describe.each(Object.entries(READERS))('%s', (name, call) => {
    it.each([null, 7, {}, ['a'], 'a\0b'])('refuses the path %j', async (path) => {
      await expect(call({ path, options: {} })).rejects.toMatchObject({
        code: 'ERR_ARGUMENT',
        message: expect.stringMatching(`^${name}: `) as string,
      });
    });

    it('refuses options that are none', async () => {
      if (name === 'readBif') return;
      await expect(call({ path: 'a', options: null })).rejects.toMatchObject({
        code: 'ERR_ARGUMENT',
        message: `${name}: options must be an object, got null`,
      });
    });
  });

  it.each(OPTIONS)('%s refuses %s = %j', async (name, option, value) => {
    const call = READERS[name] as Call;
    await inTempFolder(async (dir) => {
      const path = name === 'loadNetwork' ? 'sachs' : dir;
      await expect(call({ path, options: { [option]: value } })).rejects.toMatchObject({
        code: 'ERR_ARGUMENT',
        message: expect.stringMatching(new RegExp(`^${name}: .*${option}`)) as string,
      });
    });
  });

  it.each(['readBif', 'readIdxImages', 'readTable', 'readSequences'])(
    '%s refuses a folder, and a file without a name',
    async (name) => {
      const call = READERS[name] as Call;
      await inTempFolder(async (dir) => {
        for (const path of [dir, '']) {
          await expect(call({ path, options: {} })).rejects.toMatchObject({
            code: 'ERR_FILE_ACCESS',
            message: expect.stringMatching(`^${name}: `) as string,
          });
        }
      });
    },
  );
});
