import type { Mutant } from '../src/mutants/mutant.ts';
import { planTrials, testPath } from '../src/planTrials.ts';
import type { SurveyedFile } from '../src/planTrials.ts';

const mutant: Mutant = {
  id: 1,
  file: 'src/room/a.ts',
  line: 1,
  column: 1,
  start: 0,
  end: 1,
  original: '',
  replacement: '',
  kind: 'expression',
};

/** A test file whose tests take so long and reach the mutant or not. */
function file(
  path: string,
  tests: readonly (readonly [milliseconds: number, reaches: boolean])[],
  more: Partial<SurveyedFile['survey']> = {},
): SurveyedFile {
  return {
    path,
    loads: new Set(['src/room/a.ts']),
    survey: {
      tests: tests.map(([milliseconds, reaches], place) => ({
        place,
        name: '',
        milliseconds,
        reached: reaches ? [1, 2] : [2],
      })),
      whileLoading: [],
      byHooks: [],
      questions: 10,
      ...more,
    },
  };
}

describe('planTrials', () => {
  it('takes the tests that reach the mutant: its own file first, then the quick ones', () => {
    const files = [
      file('test/slow.test.ts', [[300, true]]),
      file('test/quick.test.ts', [
        [90, false],
        [20, true],
        [5, true],
      ]),
      file('test/never.test.ts', [[1, false]]),
      file('test/room/a.test.ts', [[1000, true]], { questions: 40 }),
    ];
    expect(planTrials(mutant, files, false, 10_000)).toEqual({
      trials: [
        { file: 'test/room/a.test.ts', only: [0] },
        { file: 'test/quick.test.ts', only: [1, 2] },
        { file: 'test/slow.test.ts', only: [0] },
      ],
      fresh: false,
      milliseconds: 1325,
      questions: 40,
      cut: false,
    });
  });

  it('keeps to the budget, but for the first file', () => {
    const files = [
      file('test/room/a.test.ts', [[1000, true]]),
      file('test/b.test.ts', [[20, true]]),
    ];
    expect(planTrials(mutant, files, false, 500)).toMatchObject({ milliseconds: 1000, cut: true });
    expect(planTrials(mutant, files, false, 1020)).toMatchObject({
      milliseconds: 1020,
      cut: false,
    });
  });

  it('runs all tests of a file whose hooks reach the mutant', () => {
    const plan = planTrials(
      mutant,
      [file('test/b.test.ts', [[2, false]], { byHooks: [1] })],
      false,
      500,
    );
    expect(plan.trials).toEqual([{ file: 'test/b.test.ts', only: [0] }]);
  });

  it('loads the package anew for code that runs while it is loaded, in every file that loads it', () => {
    const files = [
      file('test/b.test.ts', [[2, false]]),
      file('test/c.test.ts', [[1, false]]),
      { ...file('test/d.test.ts', [[1, false]]), loads: new Set(['src/other.ts']) },
    ];
    expect(planTrials(mutant, files, true, 500)).toMatchObject({
      fresh: true,
      trials: [
        { file: 'test/c.test.ts', only: [0] },
        { file: 'test/b.test.ts', only: [0] },
      ],
    });
  });

  it('has nothing for a mutant that no test reaches', () => {
    expect(planTrials(mutant, [file('test/b.test.ts', [[2, false]])], false, 500)).toEqual({
      trials: [],
      fresh: false,
      milliseconds: 0,
      questions: 0,
      cut: false,
    });
  });
});

describe('testPath', () => {
  it('mirrors the path of the source', () => {
    expect(testPath('src/a.ts')).toBe('test/a.test.ts');
    expect(testPath('src/room/src/a.ts')).toBe('test/room/src/a.test.ts');
  });
});
