import { readFileSync } from 'node:fs';
import { readPackage } from '../src/readPackage.ts';
import { openCache } from '../src/resultCache.ts';
import type { ResultCache } from '../src/resultCache.ts';
import { runMutation } from '../src/runMutation.ts';
import { inFolder } from './fixture.ts';

const SOURCE = `
export const FACTOR: number = 2;
let kept: number | undefined;
export function twice(x: number): number { return FACTOR * x; }
export function root(): number { kept ??= Math.sqrt(16); return kept; }
export function isAdult(age: number): boolean { return age >= 18; }
export function countTo(n: number): number { let i = 0; while (i < n) i++; return i; }
export function unused(a: number): boolean { return !a; }
let broken = false;
export function fragile(ok: boolean): boolean { if (!ok) broken = true; return !broken; }
`;
const TEST = `
import { countTo, fragile, isAdult, root, twice } from '../src/a.ts';
describe('all', () => {
  it('doubles', () => expect(twice(4)).toBe(8));
  it('roots', () => expect(root()).toBe(4));
  it('knows adults', () => expect([isAdult(30), isAdult(3)]).toEqual([true, false]));
  it('counts', () => expect([countTo(3), countTo(0)]).toEqual([3, 0]));
  it('is well', () => expect(fragile(true)).toBe(true));
});
`;
const FILES = { 'src/a.ts': SOURCE, 'test/a.test.ts': TEST };

/** The mutants that no test noticed, as `original -> replacement`, and how often anything was tried. */
async function survivors(
  folder: string,
  near = false,
): Promise<{ survivors: string[]; tried: number; notes: string[] }> {
  const file = openCache(`${folder}/results.json`);
  let tried = 0;
  const cache: ResultCache = {
    ...file,
    get(key) {
      const value = file.get(key);
      if (value === undefined) tried++;
      return value;
    },
  };
  const notes: string[] = [];
  const note = (line: string) => notes.push(line);
  const results = await runMutation(readPackage(folder), {
    workers: 1,
    budget: 30,
    near,
    cache,
    note,
  });
  const lines = results
    .filter(({ status }) => status !== 'killed')
    .map(({ status, mutant }) => `${mutant.original} -> ${mutant.replacement} ${status}`);
  return { survivors: lines, tried, notes };
}

describe('runMutation', () => {
  it('tells what the tests notice, and again only where something changed', () =>
    inFolder(FILES, async (folder, write) => {
      const expected = [
        'age >= 18 -> age > 18 survived',
        '18 -> 19 survived',
        '!a -> a unreached',
        '!ok -> false survived',
        'broken = true; ->  unreached',
        'true -> false unreached',
      ];
      const first = await survivors(folder);
      // Killed: the constant and the value that is kept, with the package loaded anew; counting down, which does not end.
      // Not killed by what the mutant before it has left behind: "!ok -> false".
      expect(first.survivors).toEqual(expected);
      expect(readFileSync(`${folder}/src/a.ts`, 'utf8')).toBe(SOURCE);
      const second = await survivors(folder);
      expect(second).toMatchObject({ survivors: expected, tried: 0 });
      write({ 'test/a.test.ts': TEST.replace('isAdult(30)', 'isAdult(18)') });
      expect((await survivors(folder)).survivors).toEqual(expected.slice(2));
    }));

  it('asks the tests of other files only about what the own ones leave, and not when it is to stay near', () =>
    inFolder(
      {
        ...FILES,
        'test/b.test.ts':
          "import { unused } from '../src/a.ts';\nit('is used', () => expect(unused(1)).toBe(false));",
      },
      async (folder) => {
        const near = await survivors(folder, true);
        expect(near.survivors).toContain('!a -> a unreached');
        const all = await survivors(folder);
        expect(all.survivors).toHaveLength(near.survivors.length - 1);
        expect(all.survivors).not.toContain('!a -> a unreached');
      },
    ));

  it('leaves out tests that fail without a mutant, and says so', () =>
    inFolder(
      {
        ...FILES,
        'test/a.test.ts': TEST.replace(
          "it('doubles'",
          "it('fails', () => expect(1).toBe(2));\n  it('doubles'",
        ),
        'test/b.test.ts': "import '../src/a.ts';\nthrow new Error('no use');",
      },
      async (folder) => {
        const { survivors: lines, notes } = await survivors(folder);
        expect(lines).toHaveLength(6);
        expect(notes).toContainEqual(expect.stringContaining('"all fails" is left out'));
        expect(notes).toContainEqual('test/b.test.ts is left out: no use');
      },
    ));
});
