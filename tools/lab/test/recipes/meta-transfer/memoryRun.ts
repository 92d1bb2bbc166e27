import type { JsonObject } from '@causal-mechanisms/tensor-utils';
import type { RecipeContext, RunMaterial } from '../../../src/run/recipe.ts';

/** A run that keeps its parts in memory: for recipes that do not train. */
export function memoryRun(files: Readonly<Record<string, string>> = {}) {
  const kept = new Map<string, JsonObject>();
  const notes: string[] = [];
  const figures: string[] = [];
  const context = {
    seed: 3,
    signal: new AbortController().signal,
    data: {
      insisted: false,
      find: ({ files: [file = ''] }: { files: readonly string[] }) => {
        const folder = files[file];
        return Promise.resolve(folder === undefined ? undefined : { folder, chosenBy: 'a test' });
      },
    },
    progress: {
      phase: () => undefined,
      update: () => undefined,
      note: (text: string) => notes.push(text),
      stop: () => undefined,
    },
    pinData: () => Promise.resolve(),
    part: (name: string) => ({
      finished: async (compute: () => Promise<JsonObject>) => {
        const value = kept.get(name) ?? (JSON.parse(JSON.stringify(await compute())) as JsonObject);
        kept.set(name, value);
        return value;
      },
    }),
  } as unknown as RecipeContext;
  const material = {
    part: (name: string) => ({
      kept: () => {
        const value = kept.get(name);
        return Promise.resolve(value === undefined ? undefined : { seconds: 0, value });
      },
    }),
    figure: (name: string, figure: string | { svg: string }) => {
      figures.push(name);
      const svg = typeof figure === 'string' ? figure : figure.svg;
      return Promise.resolve({ kind: 'figure', svg });
    },
  } as unknown as RunMaterial;
  return { context, material, notes, figures, kept };
}
