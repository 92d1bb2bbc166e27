import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RecipeContext } from '../../src/run/recipe.ts';
import { runFolder } from '../../src/run/runFolder.ts';
import { openPart } from '../../src/run/runPart.ts';

/** A folder for runs of a study, and contexts that open their parts there. */
export interface StudyFolder {
  readonly root: string;
  /** The context of a run that begins, or goes on. */
  context(run: string, options?: StudyContextOptions): Pick<RecipeContext, 'part' | 'seed'>;
  remove(): Promise<void>;
}

export interface StudyContextOptions {
  readonly resume?: boolean;
  /** Takes what is said. */
  readonly notes?: string[];
  /** Takes the names of parts as they are opened. */
  readonly opened?: string[];
}

/** Opens a folder for runs of a study. */
export async function studyFolder(): Promise<StudyFolder> {
  const root = await mkdtemp(join(tmpdir(), 'lab-study-'));
  return {
    root,
    context: (run, { resume = false, notes = [], opened = [] } = {}) => ({
      seed: 1,
      part: (name) => {
        opened.push(name);
        return openPart(name, {
          run: runFolder(join(root, run)),
          resume,
          progress: {
            phase: () => undefined,
            update: () => undefined,
            note: (line) => notes.push(line),
            stop: () => undefined,
          },
          signal: new AbortController().signal,
          now: () => 0,
          peakMemory: () => 1,
        });
      },
    }),
    remove: () => rm(root, { recursive: true }),
  };
}
