import { factorGraph } from '@causal-mechanisms/datasets';
import type { FactorDataset } from '@causal-mechanisms/datasets';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { tinyData } from './baselines/data.ts';

export const stream = () => new RandomStream(1);

export const data = (size = 12): FactorDataset => ({ ...tinyData(size) });

export const graph = () => factorGraph('a -> b');

/** What nobody can get wrong: where data come from is for people, and NaN is a missing label. */
export const OF_DATA = (name: string) => ({
  [`${name}.origin`]: 'for people alone',
  [`${name}.origin.kind`]: 'for people alone',
  [`${name}.origin.description`]: 'for people alone',
  [`${name}.values = NaN at 0`]: 'a missing label',
});

/** Learners take other settings by their schemas, which name the key. */
export function training(options: Readonly<Record<string, unknown>>) {
  return { data: data(), options };
}

/** The functions that have rows elsewhere: in `evaluate/misuses.test.ts` and `labels/misuses.test.ts`. */
export const MEASURES: readonly string[] = [
  'effectScores',
  'generationScores',
  'graphScores',
  'interventionalScores',
  'labelAgreement',
  'labelScaling',
  'labelScalingFrom',
  'measureCounterfactuals',
  'measureRobustness',
  'measureSampleEfficiency',
  'reconstructionError',
  'representationMeans',
  'representationScores',
  'trainClassifierBank',
];
