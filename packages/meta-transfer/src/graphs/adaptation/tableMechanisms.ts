import type { InterventionalData } from '@causal-mechanisms/datasets';
import type { Mechanisms } from '../training/mechanisms.ts';
import { adaptedScores } from './adaptedScores.ts';
import type { KeptScores } from './adaptedScores.ts';
import { AdaptiveTables } from './adaptiveTables.ts';
import type { AdaptiveTablesOptions } from './adaptiveTables.ts';

/**
 * Tables of conditional probabilities, learned from the observational samples by counting, scored on all samples of an intervention. Every
 * score of a variable with its parents is kept.
 *
 * @param data - Samples.
 * @param options - How the tables are smoothed.
 * @returns The mechanisms; there is nothing in them to fit or to dispose of.
 */
export function tableMechanisms(
  { observational, interventions }: InterventionalData,
  options: AdaptiveTablesOptions = {},
): Mechanisms {
  const tables = new AdaptiveTables(observational, options);
  const kept = interventions.map(() => new Map() as KeptScores);
  return {
    fit: undefined,
    state: {},
    costs(place, graphs) {
      const table = interventions[place]?.samples ?? observational;
      const rows = Int32Array.from({ length: table.rows }, (_, row) => row);
      const { scored } = adaptedScores(
        tables,
        graphs,
        { table, rows, steps: 1, rate: 1 },
        kept[place],
      );
      return Promise.resolve(Float64Array.from(scored.costs, (cost) => cost / table.rows));
    },
    dispose: () => undefined,
  };
}
