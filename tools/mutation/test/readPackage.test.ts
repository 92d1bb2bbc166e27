import { pathToFileURL } from 'node:url';
import { readPackage } from '../src/readPackage.ts';
import { inFolder } from './fixture.ts';

const files = {
  'src/index.ts': "export { a } from './room/a.ts';\nexport { b } from './b.ts';",
  'src/room/a.ts': 'export const a = (x: number) => x * x;',
  'src/b.ts': 'export const b = (x: number) => x + x;',
  'src/types.d.ts': 'export declare const c: 1;',
  'test/a.test.ts': "import { a } from '../src/room/a.ts';",
  'test/all.test.ts': "import { b } from '../src/index.ts';",
  'test/support.ts': "import { a } from '../src/room/a.ts';",
};

describe('readPackage', () => {
  it('numbers the mutants of all sources, and finds the tests that load them', () =>
    inFolder(files, (folder) => {
      const { mutants, sources, tests, text } = readPackage(folder);
      expect(mutants.map(({ id, file }) => [id, file])).toEqual([
        [1, 'src/b.ts'],
        [2, 'src/room/a.ts'],
      ]);
      expect(Object.keys(sources)).toEqual([
        pathToFileURL(`${folder}/src/b.ts`).href,
        pathToFileURL(`${folder}/src/room/a.ts`).href,
      ]);
      expect(tests.map(({ path }) => path)).toEqual(['test/a.test.ts', 'test/all.test.ts']);
      expect(text('src/b.ts')).toBe(files['src/b.ts']);
    }));

  it('looks at sources whose path holds a pattern', () =>
    inFolder(files, (folder) => {
      const { mutants, tests } = readPackage(folder, ['b.ts']);
      expect(mutants.map(({ file }) => file)).toEqual(['src/b.ts']);
      expect(tests.map(({ path }) => path)).toEqual(['test/all.test.ts']);
      expect(readPackage(folder, ['b.ts', 'room/']).mutants).toHaveLength(2);
      expect(() => readPackage(folder, ['nowhere'])).toThrow('no sources to change');
    }));
});
