import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommandLine } from '../../src/command/commandLine.ts';
import type { Lab } from '../../src/command/lab.ts';
import type { Recipe } from '../../src/run/recipe.ts';
import { partsRecipe } from '../run/partsRecipe.ts';

/** A lab in a folder of its own, whose one recipe counts to ten twice. */
export interface TinyLab {
  readonly root: string;
  /** The command in this process. */
  call(...args: string[]): Promise<{ code: number; out: string; notes: string }>;
  /** What the commands get; what is said goes into the lists. */
  lab(out?: string[], notes?: string[]): Lab;
  /** The text of a file. */
  text(...names: string[]): Promise<string>;
  remove(): Promise<void>;
}

/** Opens such a lab. */
export async function tinyLab(
  more: Partial<Pick<Lab, 'signal'>> & { readonly recipes?: readonly Recipe[] } = {},
): Promise<TinyLab> {
  const root = await mkdtemp(join(tmpdir(), 'lab-tiny-'));
  const lab = (out: string[] = [], notes: string[] = []): Lab => ({
    workingDirectory: root,
    repositoryRoot: join(root, 'repository'),
    environment: { XDG_CACHE_HOME: join(root, 'cache'), CAUSAL_MECHANISMS_BACKEND: 'wasm' },
    terminal: { out: (text) => out.push(text), note: (text) => notes.push(text) },
    now: () => Date.UTC(2026, 0, 31, 15, 45),
    signal: new AbortController().signal,
    recipes: [partsRecipe()],
    ...more,
  });
  return {
    root,
    lab,
    async call(...args) {
      const out: string[] = [];
      const notes: string[] = [];
      const code = await runCommandLine(args, lab(out, notes));
      return { code, out: out.join('\n'), notes: notes.join('\n') };
    },
    text: (...names) => readFile(join(root, ...names), 'utf8'),
    remove: () => rm(root, { recursive: true }),
  };
}
