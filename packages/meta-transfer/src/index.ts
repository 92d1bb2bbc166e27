/**
 * Causal direction, representations and graphs from the speed of adaptation (Bengio et al., 2019).
 *
 * @packageDocumentation
 */
export { beliefDrift, restingBelief } from './belief/beliefDrift.ts';
export { costRegret, costRegretGradient } from './belief/costRegret.ts';
export type { EpisodeCosts } from './belief/costRegret.ts';
export { expectedRatio } from './belief/expectedRatio.ts';
export {
  hypothesisPosterior,
  hypothesisRegret,
  hypothesisRegretGradient,
  logSumExp,
  softmax,
} from './belief/hypothesisBelief.ts';
export { regret, regretGradient } from './belief/regret.ts';
export type { EpisodeLikelihoods } from './belief/regret.ts';
export { createScalarOptimiser, scalarOptimiserStateSchema } from './belief/scalarOptimiser.ts';
export type {
  ScalarOptimiser,
  ScalarOptimiserOptions,
  ScalarOptimiserState,
} from './belief/scalarOptimiser.ts';
export { logSigmoid, sigmoid, softplus } from './belief/sigmoid.ts';
export { ConjugateRegression } from './continuous/conjugate/conjugateRegression.ts';
export type {
  ConjugateRegressionOptions,
  RegressionFit,
} from './continuous/conjugate/conjugateRegression.ts';
export type { RegressionFeatures } from './continuous/conjugate/features.ts';
export { gaussianMixture, mixtureLogLikelihood } from './continuous/mixture/gaussianMixture.ts';
export type {
  FittedGaussianMixture,
  GaussianMixtureOptions,
} from './continuous/mixture/gaussianMixture.ts';
export { couplingLayers } from './encoder/couplingLayers.ts';
export type { CouplingLayersOptions } from './encoder/couplingLayers.ts';
export type { Columns, InvertibleEncoder } from './encoder/invertibleEncoder.ts';
export { rotation } from './encoder/rotation.ts';
export { rotation3 } from './encoder/rotation3.ts';
export type { GaussianMixture } from './continuous/mixture/mixtureSteps.ts';
export type { PairColumns } from './continuous/columns.ts';
export { conjugateHypotheses } from './continuous/conjugate/conjugateHypotheses.ts';
export type {
  ConjugateHypotheses,
  ConjugateHypothesesOptions,
} from './continuous/conjugate/conjugateHypotheses.ts';
export { continuousDeltas } from './continuous/continuousDeltas.ts';
export type { ContinuousDeltas, ContinuousDeltasOptions } from './continuous/continuousDeltas.ts';
