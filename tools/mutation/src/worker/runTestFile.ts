import { jestExpect } from '@jest/expect';
import * as circus from 'jest-circus';

type Block = ReturnType<typeof circus.getState>['rootDescribeBlock'];
type Entry = Extract<Block['children'][number], { type: 'test' }>;
type Handler = Parameters<typeof circus.addEventHandler>[0];

/** One test that was run. */
export interface TestRun {
  /** Its place in the file, from 0 on. */
  readonly place: number;
  readonly name: string;
  readonly milliseconds: number;
  /** The first line of what went wrong; nothing when it passed. */
  readonly failure?: string;
}

/** What is wanted of a test file. */
export interface TestFileOptions {
  /** The places of the tests to run. Default: all. */
  readonly only?: readonly number[];
  /** Whether the first failure ends it. */
  readonly stopAtFailure?: boolean;
  /** Told when a test begins, and when it has ended. */
  readonly onTest?: (place: number, event: 'begin' | 'end') => void;
  /** Told when the file is loaded and its hooks and tests begin. */
  readonly onLoaded?: () => void;
}

/** The outcome of a test file. */
export interface TestFileRun {
  readonly tests: readonly TestRun[];
  /** What went wrong outside of tests: the file did not load, or a hook failed. */
  readonly failure?: string;
}

/**
 * Runs a test file in this process, with the parts of Jest that are its runner and its matchers: modules stay loaded, so
 * that a file takes as long as its tests.
 *
 * @param url - The file; a query of its own makes it be read again.
 * @param options - Which tests, and who is told.
 * @returns The tests that were run.
 */
export async function runTestFile(url: string, options: TestFileOptions): Promise<TestFileRun> {
  const { afterAll, afterEach, beforeAll, beforeEach, describe, it, test } = circus;
  Object.assign(globalThis, { afterAll, afterEach, beforeAll, beforeEach, describe, it, test });
  Object.assign(globalThis, { expect: jestExpect });
  circus.resetState();
  circus.getState().testTimeout = 180_000;
  try {
    await import(url);
  } catch (error) {
    return { tests: [], failure: firstLine(error) };
  }
  const entries = testsOf(circus.getState().rootDescribeBlock);
  const skipFrom = (test: Entry) => (test.mode = 'skip');
  if (options.only !== undefined) {
    const only = new Set(options.only);
    entries.filter((_, place) => !only.has(place)).forEach(skipFrom);
  }
  const handler: Handler = (event) => {
    if (event.name === 'test_start') options.onTest?.(entries.indexOf(event.test), 'begin');
    if (event.name !== 'test_done') return;
    options.onTest?.(entries.indexOf(event.test), 'end');
    if (options.stopAtFailure === true && event.test.errors.length > 0) entries.forEach(skipFrom);
  };
  circus.addEventHandler(handler);
  options.onLoaded?.();
  try {
    const { unhandledErrors } = await circus.run();
    const tests = entries.flatMap((entry, place) =>
      entry.status === 'done'
        ? [
            {
              place,
              name: nameOf(entry),
              milliseconds: entry.duration ?? 0,
              ...(entry.errors.length > 0 ? { failure: firstLine(entry.errors[0]) } : {}),
            },
          ]
        : [],
    );
    return unhandledErrors.length > 0
      ? { tests, failure: firstLine(unhandledErrors[0]) }
      : { tests };
  } finally {
    circus.removeEventHandler(handler);
  }
}

function testsOf(block: Block): Entry[] {
  return block.children.flatMap((child) => (child.type === 'test' ? [child] : testsOf(child)));
}

function nameOf(entry: Entry): string {
  const names = [entry.name];
  for (let block = entry.parent; block.parent !== undefined; block = block.parent) {
    names.unshift(block.name);
  }
  return names.join(' ');
}

/** Errors come alone or with the one of the place where the test was declared. */
function firstLine(thrown: unknown): string {
  const error: unknown = Array.isArray(thrown) ? thrown[0] : thrown;
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
