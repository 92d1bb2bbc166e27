/**
 * Scores for learned mechanisms: win matrices, matchings, clusterings, image quality, answers to sequences.
 *
 * @packageDocumentation
 */
export { adjustedRandIndex } from './adjustedRandIndex.ts';
export { assignmentVerdict } from './assignmentVerdict.ts';
export type { AssignmentVerdict, VerdictOptions } from './assignmentVerdict.ts';
export { copyingChanceFloors } from './chanceFloors.ts';
export type { ChanceFloors, CopyingSizes } from './chanceFloors.ts';
export { classifierAccuracy } from './classifierAccuracy.ts';
export { hungarian, maxWeightMatching } from './hungarian.ts';
export type { Matching } from './hungarian.ts';
export { lastChange } from './lastChange.ts';
export { meanSquaredError } from './meanSquaredError.ts';
export { movingAverage } from './movingAverage.ts';
export { normalizedMutualInformation } from './normalizedMutualInformation.ts';
export { psnr } from './psnr.ts';
export type { PsnrOptions } from './psnr.ts';
export { purity } from './purity.ts';
export { recoveryAccuracy } from './recoveryAccuracy.ts';
export type {
  Classify,
  RecoveredImages,
  RecoveryAccuracy,
  RecoveryOptions,
} from './recoveryAccuracy.ts';
export { rowEntropies } from './rowEntropies.ts';
export { sequenceCrossEntropy } from './sequenceCrossEntropy.ts';
export type { SequencePredictions } from './sequencePredictions.ts';
export { ssim } from './ssim.ts';
export { symbolAccuracy } from './symbolAccuracy.ts';
export { winMatrix } from './winMatrix.ts';
export type { Wins } from './winMatrix.ts';
