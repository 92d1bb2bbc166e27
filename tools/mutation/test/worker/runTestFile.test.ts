import { pathToFileURL } from 'node:url';
import type { Survey, TrialOutcome } from '../../src/worker/messages.ts';
import { testProcess } from '../../src/worker/testProcess.ts';
import { inFolder } from '../fixture.ts';

const FAILED = expect.stringContaining('toBe') as string;

/** Jest cannot run itself within itself: the runner is asked in a process of its own. */
async function inProcess<Result>(
  test: string,
  use: (url: string, process: ReturnType<typeof testProcess>) => Promise<Result>,
): Promise<Result> {
  return inFolder({ 'a.test.ts': test }, async (folder) => {
    const start = { folder: `${pathToFileURL(folder).href}/`, sources: {} };
    const process = testProcess(start, folder);
    try {
      return await use(pathToFileURL(`${folder}/a.test.ts`).href, process);
    } finally {
      process.stop();
    }
  });
}

const survey = (test: string) =>
  inProcess(test, (file, process) => process.ask<Survey>({ kind: 'survey', file }, 60_000));

describe('runTestFile', () => {
  it('runs tests, tables of tests and hooks, each time anew', () =>
    inProcess(
      `let sum: number = 0;
       beforeEach(() => { sum += 1; });
       describe('outer', () => {
         it.each([1, 2])('is %p', (value) => expect(sum).toBe(value));
         describe('inner', () => { it('waits', async () => { await Promise.resolve(); }); });
       });
       it('fails', () => expect(1).toBe(2));`,
      async (file, process) => {
        for (let round = 0; round < 2; round++) {
          const answer = await process.ask<Survey>({ kind: 'survey', file }, 60_000);
          expect(answer).toMatchObject({
            tests: [
              { place: 0, name: 'outer is 1' },
              { place: 1, name: 'outer is 2' },
              { place: 2, name: 'outer inner waits' },
              { place: 3, name: 'fails', failure: FAILED },
            ],
          });
        }
      },
    ));

  it('notes what tests, hooks and the file itself reach', async () => {
    const ask = '(globalThis as any).__mutant';
    expect(
      await survey(`${ask}(1); beforeAll(() => ${ask}(2));
        it('a', () => { ${ask}(3); ${ask}(3); }); it('b', () => { ${ask}(4); });`),
    ).toMatchObject({
      whileLoading: [1],
      byHooks: [2],
      questions: 5,
      tests: [{ reached: [3] }, { reached: [4] }],
    });
  });

  it('says why a file cannot be used', async () => {
    expect(await survey("throw new Error('no use');")).toMatchObject({ failure: 'no use' });
    expect(
      await survey("beforeAll(() => { throw new Error('no hook'); }); it('a', () => {});"),
    ).toMatchObject({
      tests: [{ failure: 'no hook' }],
    });
  });

  it('runs chosen tests and stops at the first failure', () =>
    inProcess(
      `const found: number[] = ((globalThis as any).found ??= []);
       for (const i of [0, 1, 2, 3]) it(\`number \${i}\`, () => { found.push(i); expect(i).toBeLessThan(2); });
       it('saw', () => { throw new Error(found.join(' ')); });`,
      async (file, process) => {
        const trial = (only: number[]) =>
          process.ask<TrialOutcome>(
            { kind: 'trial', id: 1, trials: [{ file, only }], fresh: false, limit: 10 },
            60_000,
          );
        expect(await trial([0, 2, 3])).toMatchObject({
          killedBy: expect.stringContaining('number 2') as string,
          tainted: true,
        });
        // The failing test ran twice: under the mutant, and without it.
        expect(await trial([4])).toMatchObject({ killedBy: 'saw: 0 2 2' });
      },
    ));
});
