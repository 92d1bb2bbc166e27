import type { Mutant } from './mutants/mutant.ts';
import type { Survey, Trial } from './worker/messages.ts';

/** A test file and what it reaches. */
export interface SurveyedFile {
  /** Relative to the folder of the package. */
  readonly path: string;
  /** The sources that it loads, relative to the folder of the package. */
  readonly loads: ReadonlySet<string>;
  readonly survey: Survey;
}

/** How a mutant is tried. */
export interface Plan {
  /** Test files by path, in order. */
  readonly trials: readonly Trial[];
  /** Whether the changed code runs when the package is loaded. */
  readonly fresh: boolean;
  /** How long the tests took without the mutant. */
  readonly milliseconds: number;
  /** The most questions that one of the files asked without the mutant. */
  readonly questions: number;
  /** Whether tests that reach the mutant are left out, because the others take long enough. */
  readonly cut: boolean;
}

interface Candidate {
  readonly file: SurveyedFile;
  readonly tests: Survey['tests'];
  readonly milliseconds: number;
}

/**
 * Chooses the tests that may tell a mutant: those that reach its code; the test of its own file first, then the quick ones.
 *
 * @param mutant - The mutant.
 * @param files - The test files.
 * @param fresh - Whether its code runs while the package is loaded: then every test that loads it counts.
 * @param budget - Milliseconds of tests per mutant; the first test file always runs.
 * @returns The plan; without trials when no test reaches the code.
 */
export function planTrials(
  mutant: Mutant,
  files: readonly SurveyedFile[],
  fresh: boolean,
  budget: number,
): Plan {
  const candidates = files
    .flatMap((file) => candidateOf(mutant, file, fresh))
    .sort((a, b) => rank(mutant, a) - rank(mutant, b));
  let milliseconds = 0;
  const chosen = candidates.filter((candidate, place) => {
    if (place > 0 && milliseconds + candidate.milliseconds > budget) return false;
    milliseconds += candidate.milliseconds;
    return true;
  });
  return {
    trials: chosen.map(({ file, tests }) => ({
      file: file.path,
      only: tests.map(({ place }) => place),
    })),
    fresh,
    milliseconds,
    questions: Math.max(0, ...chosen.map(({ file }) => file.survey.questions)),
    cut: chosen.length < candidates.length,
  };
}

function candidateOf(mutant: Mutant, file: SurveyedFile, fresh: boolean): Candidate[] {
  const { survey, loads } = file;
  const all = fresh ? loads.has(mutant.file) : survey.byHooks.includes(mutant.id);
  if (fresh && !all) return [];
  const tests = all
    ? survey.tests
    : survey.tests.filter(({ reached }) => reached.includes(mutant.id));
  const milliseconds = tests.reduce((sum, test) => sum + test.milliseconds, 0);
  return tests.length === 0 ? [] : [{ file, tests, milliseconds }];
}

function rank(mutant: Mutant, { file, milliseconds }: Candidate): number {
  return file.path === testPath(mutant.file) ? -1 : milliseconds;
}

/**
 * The test of a source file: the same path in the folder of tests.
 *
 * @param source - Relative to the folder of the package.
 * @returns Where its test belongs, relative to the folder of the package.
 */
export function testPath(source: string): string {
  return source.replace(/^src\//, 'test/').replace(/\.ts$/, '.test.ts');
}
