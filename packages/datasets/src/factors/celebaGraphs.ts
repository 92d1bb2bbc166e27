import { checkText } from '@causal-mechanisms/tensor-utils';
import { checkFactorDataset } from './checkFactorDataset.ts';
import { addFactor, factorColumn } from './factorColumns.ts';
import type { FactorDataset } from './factorTypes.ts';
import { checkNames } from './factorGraph.ts';
import type { FactorGraph } from './factorGraph.ts';

/** What a smile does to a face, by attributes of CelebA: smiling is a cause of the last four, the gender of narrow eyes. */
export const celebaSmileGraph: FactorGraph = {
  factors: ['Smiling', 'Male', 'High_Cheekbones', 'Mouth_Slightly_Open', 'Narrow_Eyes', 'Chubby'],
  adjacency: [
    Uint8Array.of(0, 0, 1, 1, 1, 1),
    Uint8Array.of(0, 0, 0, 0, 1, 0),
    new Uint8Array(6),
    new Uint8Array(6),
    new Uint8Array(6),
    new Uint8Array(6),
  ],
};

/** What age does to a face, by attributes of CelebA: youth is a cause of the last four, the gender of the hairline and of makeup. */
export const celebaAttractiveGraph: FactorGraph = {
  factors: ['Young', 'Male', 'Receding_Hairline', 'Heavy_Makeup', 'Chubby', 'Bags_Under_Eyes'],
  adjacency: [
    Uint8Array.of(0, 0, 1, 1, 1, 1),
    Uint8Array.of(0, 0, 1, 1, 0, 0),
    new Uint8Array(6),
    new Uint8Array(6),
    new Uint8Array(6),
    new Uint8Array(6),
  ],
};

/** What each attribute must be. */
const ATTRACTIVE: readonly (readonly [name: string, value: number])[] = [
  ['Young', 1],
  ['Male', 0],
  ['Receding_Hairline', 0],
  ['Heavy_Makeup', 1],
  ['Chubby', 0],
  ['Bags_Under_Eyes', 0],
];

/**
 * Adds the target of the experiments on CelebA, which the six attributes of `celebaAttractiveGraph` decide: 1 for a face that is young,
 * female, made up, without receding hairline, not chubby, and without bags under the eyes.
 *
 * @param dataset - Has the six attributes.
 * @param name - What the new factor is called. Default: `target`.
 * @returns The same observations with the target as their last factor; NaN where an attribute that could decide is missing.
 * @throws ArgumentError when an attribute is missing, or a factor has the name already.
 *
 * @example
 * ```ts
 * import { celebaAttractiveGraph, celebaTarget, factorColumn, factorDataset } from '@causal-mechanisms/datasets';
 *
 * const dataset = factorDataset({
 *   name: 'two faces',
 *   observations: Float32Array.of(1, 2),
 *   shape: [1],
 *   factors: celebaAttractiveGraph.factors.map((name) => ({ name, kind: 'binary' })),
 *   values: [1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 1],
 * });
 * console.log([...factorColumn(celebaTarget(dataset), 'target')]); // [ 1, 0 ]
 * ```
 */
export function celebaTarget(dataset: FactorDataset, name = 'target'): FactorDataset {
  checkFactorDataset('celebaTarget', 'dataset', dataset);
  checkText('celebaTarget', 'name', name);
  checkNames('celebaTarget', [...dataset.factors.map((factor) => factor.name), name]);
  const target = new Float64Array(dataset.size).fill(1);
  for (const [attribute, wanted] of ATTRACTIVE) {
    factorColumn(dataset, attribute).forEach((value, row) => {
      if (target[row] === 0) return;
      if (Number.isNaN(value)) target[row] = NaN;
      else if (value !== wanted) target[row] = 0;
    });
  }
  return addFactor(dataset, { name, kind: 'binary' }, target);
}
