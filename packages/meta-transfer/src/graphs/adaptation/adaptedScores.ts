import type { ScoredGraphs } from '../beliefs/scoredGraphs.ts';
import type { AdaptationBatches, AdaptiveTables } from './adaptiveTables.ts';

/** What {@link adaptedScores} gives. */
export interface AdaptedScores {
  /** The graphs with the cost of all mini-batches for each variable, in nats. */
  readonly scored: ScoredGraphs;
  /** How much worse each variable is predicted at first than where its table was learned, on average over graphs, in nats per sample. */
  readonly surprise: Float64Array;
}

/** Scores of variables with their parents on certain mini-batches. */
export type KeptScores = Map<string, readonly [total: number, surprise: number]>;

/**
 * Lets the tables of drawn graphs adapt to the same mini-batches.
 *
 * @param tables - Learned tables.
 * @param graphs - Ones and zeros `[draws, variables, variables]`, a row per cause.
 * @param batches - The mini-batches.
 * @param kept - Scores on the same mini-batches that are known already; new ones are added. Default: none.
 * @returns Costs, and how surprising the samples are.
 */
export function adaptedScores(
  tables: AdaptiveTables,
  graphs: Uint8Array,
  batches: AdaptationBatches,
  kept: KeptScores = new Map(),
): AdaptedScores {
  const variables = batches.table.columns.length;
  const size = variables * variables;
  const draws = graphs.length / size;
  const costs = new Float64Array(draws * variables);
  const surprise = new Float64Array(variables);
  for (let effect = 0; effect < variables; effect++) {
    for (let draw = 0; draw < draws; draw++) {
      const causes: number[] = [];
      for (let cause = 0; cause < variables; cause++) {
        if (graphs[draw * size + cause * variables + effect] === 1) causes.push(cause);
      }
      // Draws share parents more often than not.
      const key = `${effect}|${causes.join()}`;
      let found = kept.get(key);
      if (found === undefined) {
        const { total, first } = tables.adapt({ effect, causes }, batches);
        found = [total, first - tables.learnedCost({ effect, causes })];
        kept.set(key, found);
      }
      costs[draw * variables + effect] = found[0];
      surprise[effect] = (surprise[effect] as number) + found[1] / draws;
    }
  }
  return { scored: { variables, graphs, costs }, surprise };
}
