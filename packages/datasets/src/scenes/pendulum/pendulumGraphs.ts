import type { FactorGraph } from '../../factors/factorGraph.ts';

const factors = ['pendulum', 'light', 'shadow_length', 'shadow_position'] as const;

/** The true graph of {@link pendulum}: both angles are causes of both properties of the shadow. */
export const pendulumGraph: FactorGraph = {
  factors,
  adjacency: [
    Uint8Array.of(0, 0, 1, 1),
    Uint8Array.of(0, 0, 1, 1),
    Uint8Array.of(0, 0, 0, 0),
    Uint8Array.of(0, 0, 0, 0),
  ],
};

/** The widest graph that respects the causal order of {@link pendulum}: the true edges, pendulum to light, and length to position. */
export const pendulumSuperGraph: FactorGraph = {
  factors,
  adjacency: [
    Uint8Array.of(0, 1, 1, 1),
    Uint8Array.of(0, 0, 1, 1),
    Uint8Array.of(0, 0, 0, 1),
    Uint8Array.of(0, 0, 0, 0),
  ],
};
