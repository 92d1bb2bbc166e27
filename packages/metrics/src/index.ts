/**
 * Scores for learned mechanisms: win matrices, matchings, clusterings, image quality, answers to sequences, graphs, representations, generated
 * samples, robustness and interventions.
 *
 * @packageDocumentation
 */
export { adjustedRandIndex } from './clustering/adjustedRandIndex.ts';
export { assignmentVerdict } from './assignment/assignmentVerdict.ts';
export type { AssignmentVerdict, VerdictOptions } from './assignment/assignmentVerdict.ts';
export { copyingChanceFloors } from './sequence/copyingChanceFloors.ts';
export type { CopyingChanceFloors, CopyingSizes } from './sequence/copyingChanceFloors.ts';
export { classifierAccuracy } from './image/classifierAccuracy.ts';
export { hungarian, maxWeightMatching } from './assignment/hungarian.ts';
export type { Matching } from './assignment/hungarian.ts';
export { lastChange } from './curve/lastChange.ts';
export { median } from './curve/median.ts';
export { quantile } from './curve/quantile.ts';
export { meanSquaredError } from './image/meanSquaredError.ts';
export { meanCorrelationCoefficient } from './representation/meanCorrelationCoefficient.ts';
export type {
  CorrelationOptions,
  CorrelationScore,
} from './representation/meanCorrelationCoefficient.ts';
export { quantileBands } from './curve/quantileBands.ts';
export type { QuantileBands, QuantileBandsOptions } from './curve/quantileBands.ts';
export { movingAverage } from './curve/movingAverage.ts';
export { normalizedMutualInformation } from './clustering/normalizedMutualInformation.ts';
export { psnr } from './image/psnr.ts';
export type { PsnrOptions } from './image/psnr.ts';
export { purity } from './clustering/purity.ts';
export { r2Matrix } from './representation/r2Matrix.ts';
export type { R2MatrixOptions } from './representation/r2Matrix.ts';
export { recoveryAccuracy } from './image/recoveryAccuracy.ts';
export type {
  Classify,
  RecoveredImages,
  RecoveryAccuracy,
  RecoveryOptions,
} from './image/recoveryAccuracy.ts';
export { rowEntropies } from './assignment/rowEntropies.ts';
export { sequenceCrossEntropy } from './sequence/sequenceCrossEntropy.ts';
export type { SequencePredictions } from './sequence/sequencePredictions.ts';
export { ssim } from './image/ssim.ts';
export { symbolAccuracy } from './sequence/symbolAccuracy.ts';
export { winMatrix } from './assignment/winMatrix.ts';
export type { Wins } from './assignment/winMatrix.ts';
export type { Adjacency } from './graph/adjacency.ts';
export { beliefCrossEntropy } from './graph/beliefCrossEntropy.ts';
export { edgeAuroc } from './graph/edgeAuroc.ts';
export { edgeF1 } from './graph/edgeF1.ts';
export type { EdgeScores } from './graph/edgeF1.ts';
export { orientationAccuracy } from './graph/orientationAccuracy.ts';
export { structuralHammingDistance } from './graph/structuralHammingDistance.ts';
export type { StructuralHammingOptions } from './graph/structuralHammingDistance.ts';
export { structuralInterventionDistance } from './graph/structuralInterventionDistance.ts';
export { groupAccuracies } from './robustness/groupAccuracies.ts';
export type {
  GroupAccuracies,
  GroupAccuraciesOptions,
  GroupAccuracy,
  GroupedPredictions,
} from './robustness/groupAccuracies.ts';
export { sampleEfficiency } from './robustness/sampleEfficiency.ts';
export type { SampleEfficiency } from './robustness/sampleEfficiency.ts';
export { causalEffects } from './intervention/causalEffects.ts';
export type { CausalEffects, EffectContrast } from './intervention/causalEffects.ts';
export { effectiveness } from './intervention/effectiveness.ts';
export type { Effectiveness } from './intervention/effectiveness.ts';
export { factorDrift } from './intervention/factorDrift.ts';
export type { FactorDrift, FactorDriftOptions } from './intervention/factorDrift.ts';
export { ownFactorEffect } from './intervention/ownFactorEffect.ts';
export type { OwnFactorEffect } from './intervention/ownFactorEffect.ts';
export type { BinOptions } from './disentanglement/columnClasses.ts';
export { betaVaeScore } from './disentanglement/batches/betaVaeScore.ts';
export type { BetaVaeScore } from './disentanglement/batches/betaVaeScore.ts';
export { codeInformation } from './disentanglement/information/codeInformation.ts';
export type { CodeInformation } from './disentanglement/information/codeInformation.ts';
export { dciScores } from './disentanglement/prediction/dciScores.ts';
export type { DciOptions, DciScores } from './disentanglement/prediction/dciScores.ts';
export { explicitness } from './disentanglement/prediction/explicitness.ts';
export type {
  Explicitness,
  ExplicitnessOptions,
} from './disentanglement/prediction/explicitness.ts';
export { factorVaeScore } from './disentanglement/batches/factorVaeScore.ts';
export type { FactorVaeOptions, FactorVaeScore } from './disentanglement/batches/factorVaeScore.ts';
export { fixedFactorBatches } from './disentanglement/batches/fixedFactorBatches.ts';
export type {
  FixedFactorBatch,
  FixedFactorOptions,
} from './disentanglement/batches/fixedFactorBatches.ts';
export { gaussianDependence } from './disentanglement/gaussianDependence.ts';
export type { GaussianDependence } from './disentanglement/gaussianDependence.ts';
export { importanceScores } from './disentanglement/prediction/importanceScores.ts';
export type { ImportanceScores } from './disentanglement/prediction/importanceScores.ts';
export { informationMatrix } from './disentanglement/information/informationMatrix.ts';
export type { InformationMatrix } from './disentanglement/information/informationMatrix.ts';
export { interventionalRobustness } from './disentanglement/interventionalRobustness.ts';
export type {
  InterventionalRobustness,
  InterventionalRobustnessOptions,
} from './disentanglement/interventionalRobustness.ts';
export { modularity } from './disentanglement/information/modularity.ts';
export type { Modularity } from './disentanglement/information/modularity.ts';
export { mutualInformationGap } from './disentanglement/information/mutualInformationGap.ts';
export type { InformationGap } from './disentanglement/information/mutualInformationGap.ts';
export { separatedPredictability } from './disentanglement/prediction/separatedPredictability.ts';
export type {
  SeparatedPredictability,
  SeparatedPredictabilityOptions,
} from './disentanglement/prediction/separatedPredictability.ts';
export { withReference } from './disentanglement/withReference.ts';
export type { ReferencedScore } from './disentanglement/withReference.ts';
export { boostedStumps } from './numeric/boostedStumps.ts';
export type { BoostedStumpsOptions } from './numeric/boostedStumps.ts';
export type { FitFactor, FittedFactor } from './numeric/factorPredictor.ts';
export { energyDistance } from './generation/energyDistance.ts';
export type { EnergyDistance } from './generation/energyDistance.ts';
export { frechetDistance } from './generation/frechetDistance.ts';
export type { FrechetDistance } from './generation/frechetDistance.ts';
export { interventionalDistance } from './generation/interventionalDistance.ts';
export type {
  InterventionalDistance,
  InterventionalDistanceOptions,
  InterventionalSamples,
} from './generation/interventionalDistance.ts';
export { maximumMeanDiscrepancy } from './generation/maximumMeanDiscrepancy.ts';
export type { Discrepancy, DiscrepancyOptions } from './generation/maximumMeanDiscrepancy.ts';
export { edgeCounts } from './graph/edgeCounts.ts';
export type { EdgeCounts, EdgeCountsOptions } from './graph/edgeCounts.ts';
export { edgeRanking } from './graph/edgeRanking.ts';
export type { EdgeRanking, EdgeRankingOptions } from './graph/edgeRanking.ts';
export { rankAuc } from './numeric/rankAuc.ts';
export { pixelCrossEntropy } from './image/pixelCrossEntropy.ts';
export type { PixelCrossEntropyOptions } from './image/pixelCrossEntropy.ts';
export { pixelF1 } from './image/pixelF1.ts';
export type { PixelF1Options } from './image/pixelF1.ts';
