import type { FactorGraph } from '../../factors/factorGraph.ts';

/** The true graph of {@link flow}: the ball raises the water, and the jet lands where water and hole send it. */
export const flowGraph: FactorGraph = {
  factors: ['ball', 'hole', 'water', 'jet'],
  adjacency: [
    Uint8Array.of(0, 0, 1, 0),
    Uint8Array.of(0, 0, 0, 1),
    Uint8Array.of(0, 0, 0, 1),
    Uint8Array.of(0, 0, 0, 0),
  ],
};
