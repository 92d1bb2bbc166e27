import { checkScored } from './checkScored.ts';
import type { ScoredGraphs } from './scoredGraphs.ts';

/** What the presence of each edge does to the cost of its effect. */
export interface EdgeContrasts {
  /** The difference of costs with and without the edge, in nats: `[variables, variables]`, a row per cause. */
  readonly differences: Float64Array;
  /** One where the edge was drawn and left out at least once, else zero and the difference is 0. */
  readonly drawn: Uint8Array;
}

/**
 * Compares the mean cost of the graphs that have an edge with that of the graphs that lack it (Lippe et al., 2022, as recalled).
 *
 * @param scored - Graphs and their costs.
 * @returns The contrast of every edge.
 * @throws ShapeError when sizes do not fit; ValuesError when a cost is not finite; ArgumentError when there are no variables.
 *
 * @example
 * ```ts
 * import { edgeContrasts } from '@causal-mechanisms/meta-transfer';
 *
 * const graphs = Uint8Array.of(0, 1, 0, 0, 0, 0, 0, 0); // with the edge from 0 to 1, and without
 * const { differences } = edgeContrasts({ variables: 2, graphs, costs: [0, 1, 0, 3] });
 * console.log(differences[1]); // -2
 * ```
 */
export function edgeContrasts(scored: ScoredGraphs): EdgeContrasts {
  const draws = checkScored('edgeContrasts', scored);
  const { variables, graphs, costs } = scored;
  const size = variables * variables;
  const present = new Float64Array(size);
  const absent = new Float64Array(size);
  const count = new Int32Array(size);
  for (let draw = 0; draw < draws; draw++) {
    for (let cause = 0; cause < variables; cause++) {
      for (let effect = 0; effect < variables; effect++) {
        const edge = cause * variables + effect;
        const cost = costs[draw * variables + effect] as number;
        if (graphs[draw * size + edge] === 1) {
          present[edge] = (present[edge] as number) + cost;
          count[edge] = (count[edge] as number) + 1;
        } else {
          absent[edge] = (absent[edge] as number) + cost;
        }
      }
    }
  }
  const differences = new Float64Array(size);
  const drawn = new Uint8Array(size);
  for (let edge = 0; edge < size; edge++) {
    const n = count[edge] as number;
    if (n === 0 || n === draws) continue;
    drawn[edge] = 1;
    differences[edge] = (present[edge] as number) / n - (absent[edge] as number) / (draws - n);
  }
  return { differences, drawn };
}
