import type { RunRecord } from '../src/run/runFolder.ts';
import type { World } from '../src/run/world.ts';

/** What to run of the recipe `test/parts`. */
export const RECORD: RunRecord = {
  recipe: 'test/parts',
  preset: 'quick',
  seed: 1,
  backend: 'wasm',
  config: {},
};

/** A world that says nothing but to the list of notes. */
export function quietWorld(notes: string[] = []): World {
  return {
    workingDirectory: '/',
    repositoryRoot: '/',
    environment: {},
    terminal: { out: () => undefined, note: (line) => notes.push(line) },
    now: () => Date.now(),
    signal: new AbortController().signal,
  };
}
