import { structuralModel } from '../../src/interventions/structuralModel.ts';
import type { StructuralModel } from '../../src/interventions/structuralModel.ts';

/** Two causes and two effects, and two coordinates that stand for nothing. */
export const pendulumMask = [
  [0, 0, 1, 1],
  [0, 0, 1, 1],
  [0, 0, 0, 0],
  [0, 0, 0, 0],
];
/** The weights of the example that is computed by hand. */
export const pendulumWeights = [0, 0, 0.5, -0.3, 0, 0, 0.2, 0.7, 0, 0, 0, 0, 0, 0, 0, 0];

const linear = { kind: 'linear', leastSlope: null } as const;

/** A model whose latents are the linear layer itself. */
export function plainPendulum(latentWidth = 6): StructuralModel {
  return structuralModel({
    prior: linear,
    mask: pendulumMask,
    latentWidth,
    map: [1, 1, 1, 1, 0, 0, 0, 0],
    adjacency: pendulumWeights,
  });
}

/** 0 -> 1 -> 2 with weights of 0.5. */
export function plainChain(map: readonly number[] = [1, 1, 1, 0, 0, 0]): StructuralModel {
  return structuralModel({
    prior: linear,
    mask: [
      [0, 1, 0],
      [0, 0, 1],
      [0, 0, 0],
    ],
    latentWidth: 3,
    map,
    // What has no edge does not count.
    adjacency: [7, 0.5, 7, 7, 7, 0.5, 7, 7, 7],
  });
}
