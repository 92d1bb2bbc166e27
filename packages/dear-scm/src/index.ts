/**
 * Representations whose coordinates are tied to a structural causal model, with interventions on images (DEAR; Shen et al., 2022), and
 * its baselines.
 *
 * @packageDocumentation
 */
export type { Representation } from './model/representation.ts';
export { trainClassifierBank } from './evaluate/downstream/classifierBank.ts';
export type {
  ClassifierBank,
  ClassifierBankOptions,
  DownstreamTraining,
  LabelledRows,
} from './evaluate/downstream/classifierBank.ts';
export { labelScaling, labelScalingFrom } from './labels/labelScaling.ts';
export type {
  LabelRange,
  LabelScaling,
  LabelScalingOptions,
  LabelScalingState,
  ScaledTargets,
} from './labels/labelScaling.ts';
