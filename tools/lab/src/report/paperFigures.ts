import type { JsonObject } from '@causal-mechanisms/tensor-utils';
import { measureLabel } from '../run/measure.ts';
import type { Recipe } from '../run/recipe.ts';
import type { RunResult } from '../run/runResult.ts';
import { keysOf } from './tables/settingsTable.ts';
import type { TextTable } from './tables/textTable.ts';

/** Settings of which figures do not depend, or only in how sure they are: which models, how many runs, when to look and to save. */
const HARMLESS =
  /^(?:models|learners|engines|networks|runs|truths|curves|shown|checkpointEvery|evaluateEvery|evaluation\..*)$/;

/**
 * Whether the figures of the paper may stand beside those of a run.
 *
 * @param recipe - The recipe.
 * @param config - Of the run.
 * @param data - That it used.
 * @returns Whether data and settings are the paper's, or the recipe says that its figures hold at any size.
 */
export function isComparable(
  { paper, presets, resolve }: Pick<Recipe, 'paper' | 'presets' | 'resolve'>,
  config: JsonObject,
  data: Pick<RunResult['data'], 'kind'>,
): boolean {
  if (paper.holds === 'at any size') return true;
  if (data.kind === 'synthetic') return false;
  let published: Map<string, unknown>;
  try {
    published = keysOf(resolve(presets.paper));
  } catch {
    // A recipe for data of one's own has no settings of the paper.
    return false;
  }
  const own = keysOf(config);
  return [...new Set([...published.keys(), ...own.keys()])].every(
    (key) =>
      HARMLESS.test(key) || JSON.stringify(published.get(key)) === JSON.stringify(own.get(key)),
  );
}

/**
 * @param result - A run.
 * @returns It without the figures of the paper.
 */
export function withoutPaper(result: RunResult): RunResult {
  const measures = result.measures.map((measure) => {
    const { paper, ...own } = measure;
    return paper === undefined ? measure : own;
  });
  return { ...result, measures };
}

/**
 * @param result - A run.
 * @returns The figures of the paper by themselves; nothing where there are none.
 */
export function paperTable({ measures }: Pick<RunResult, 'measures'>): TextTable | undefined {
  const rows = measures.flatMap((measure) =>
    measure.paper === undefined ? [] : [[measureLabel(measure), measure.paper]],
  );
  return rows.length === 0 ? undefined : { header: ['figure', 'paper'], rows };
}
