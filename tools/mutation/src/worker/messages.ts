import type { TestRun } from './runTestFile.ts';

/** What a worker is started with. */
export interface WorkerStart {
  /** URL of the folder of the package, with a slash at the end. */
  readonly folder: string;
  /** Instrumented JavaScript by the URL of its source. */
  readonly sources: Readonly<Record<string, string>>;
}

/** Runs a test file without any mutant, to learn what it reaches. */
export interface SurveyRequest {
  readonly kind: 'survey';
  /** URL of the test file. */
  readonly file: string;
}

/** What a test file reaches; the numbers are those of mutants. */
export interface Survey {
  readonly tests: readonly (TestRun & { readonly reached: readonly number[] })[];
  /** Reached while the file and what it imports were loaded. */
  readonly whileLoading: readonly number[];
  /** Reached by hooks that run once for many tests. */
  readonly byHooks: readonly number[];
  /** How often any mutant was asked for. */
  readonly questions: number;
  /** Why the file cannot be used. */
  readonly failure?: string;
}

/** A test file and which of its tests may tell a mutant. */
export interface Trial {
  /** URL of the test file. */
  readonly file: string;
  /** The places of the tests. */
  readonly only: readonly number[];
}

/** Tries a mutant on test files, one after the other, until one fails. */
export interface TrialRequest {
  readonly kind: 'trial';
  readonly id: number;
  readonly trials: readonly Trial[];
  /** Whether the package is loaded anew under the mutant: for code that runs when it is loaded. */
  readonly fresh: boolean;
  /** How often mutants may be asked for in one file. */
  readonly limit: number;
}

/** What became of a mutant. */
export interface TrialOutcome {
  /** The test that failed and why; nothing when the mutant survived. */
  readonly killedBy?: string;
  /** Whether the changed code was reached at all. */
  readonly reached: boolean;
  /** Whether the failing test goes on failing without the mutant: something of it has stayed in the process. */
  readonly tainted: boolean;
  /** Bytes that the process holds. */
  readonly memory: number;
}

export type WorkerRequest = SurveyRequest | TrialRequest;
