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
export type {
  ClassifierRun,
  DownstreamMethod,
  ObservationClassifier,
} from './evaluate/downstream/downstreamMethod.ts';
export type { DownstreamTask } from './evaluate/downstream/downstreamAnswers.ts';
export { measureRobustness } from './evaluate/downstream/measureRobustness.ts';
export type {
  MeasuredRobustness,
  MeasureRobustnessOptions,
} from './evaluate/downstream/measureRobustness.ts';
export { measureSampleEfficiency } from './evaluate/downstream/measureSampleEfficiency.ts';
export type {
  MeasuredSampleEfficiency,
  MeasureSampleEfficiencyOptions,
} from './evaluate/downstream/measureSampleEfficiency.ts';
export { labelAgreement } from './evaluate/labelAgreement.ts';
export type { FactorAgreement, LabelAgreementOptions } from './evaluate/labelAgreement.ts';
export type { FactorReader } from './evaluate/factorReader.ts';
export { reconstructionError } from './evaluate/reconstructionError.ts';
export type { ReconstructionErrorOptions, Reconstructor } from './evaluate/reconstructionError.ts';
export { representationMeans } from './evaluate/representationMeans.ts';
export type { RepresentationMeansOptions } from './evaluate/representationMeans.ts';
export { discriminatorNetwork } from './networks/discriminatorNetwork.ts';
export { encoderNetwork } from './networks/encoderNetwork.ts';
export { generatorNetwork } from './networks/generatorNetwork.ts';
export type {
  Network,
  NetworkPass,
  NetworkWeights,
  NormalisedNetwork,
} from './networks/network.ts';
export { networksSchema } from './networks/networksConfig.ts';
export type {
  CompactNetworks,
  MlpNetworks,
  NetworksConfig,
  PaperNetworks,
} from './networks/networksConfig.ts';
export { structuralModel } from './interventions/structuralModel.ts';
export type { StructuralModel, StructuralModelValues } from './interventions/structuralModel.ts';
export type { LatentTargets } from './interventions/rowTargets.ts';
export type { FactorCurve } from './prior/factorCurve.ts';
export type {
  FactorState,
  FactorTargets,
  InterventionOptions,
  InterventionResult,
  InterventionWarning,
} from './interventions/interventionResult.ts';
export type { TraversalOptions, TraversalRow } from './interventions/traverse.ts';
export { DearModel } from './model/dearModel.ts';
export type { DearDescription } from './model/dearDescription.ts';
export { dearConfigSchema, resolveDearConfig } from './training/dearConfig.ts';
export type {
  DearConfig,
  DearConfigInput,
  DearLearningRates,
  ScaleConfig,
  SupervisionConfig,
} from './training/dearConfig.ts';
export { trainDear } from './training/trainDear.ts';
export type { DearUpdate } from './training/dearLearner.ts';
export type { DearTrainingEvent, TrainDearOptions } from './training/trainDear.ts';
export type {
  GaussianPriorConfig,
  LinearPriorConfig,
  MonotonePriorConfig,
  PriorConfig,
} from './prior/priorConfig.ts';
export {
  classifierConfigSchema,
  resolveClassifierConfig,
} from './baselines/classifier/classifierConfig.ts';
export type {
  ClassifierConfig,
  ClassifierConfigInput,
} from './baselines/classifier/classifierConfig.ts';
export { ClassifierModel } from './baselines/classifier/classifierModel.ts';
export type { ClassifierDescription } from './baselines/classifier/classifierModel.ts';
export { trainClassifier } from './baselines/classifier/trainClassifier.ts';
export type {
  ClassifierTrainingEvent,
  TrainClassifierOptions,
} from './baselines/classifier/trainClassifier.ts';
export { trainVae } from './baselines/vae/trainVae.ts';
export type { TrainVaeOptions, VaeTrainingEvent } from './baselines/vae/trainVae.ts';
export { resolveVaeConfig, vaeConfigSchema } from './baselines/vae/vaeConfig.ts';
export type {
  VaeConfig,
  VaeConfigInput,
  VaeObjective,
  VaeSupervision,
} from './baselines/vae/vaeConfig.ts';
export { VaeModel } from './baselines/vae/vaeModel.ts';
export type { VaeDescription } from './baselines/vae/vaeModel.ts';
export type { CounterfactualModel } from './evaluate/counterfactuals/counterfactualModel.ts';
export type {
  CounterfactualScores,
  FactorResponse,
  TargetScores,
} from './evaluate/counterfactuals/counterfactualScores.ts';
export { FactorRegressor } from './evaluate/counterfactuals/factorRegressor.ts';
export { measureCounterfactuals } from './evaluate/counterfactuals/measureCounterfactuals.ts';
export type { MeasureCounterfactualsOptions } from './evaluate/counterfactuals/measureCounterfactuals.ts';
export { regressorConfigSchema } from './evaluate/counterfactuals/regressorConfig.ts';
export type {
  RegressorConfig,
  RegressorConfigInput,
} from './evaluate/counterfactuals/regressorConfig.ts';
export { trainFactorRegressor } from './evaluate/counterfactuals/trainFactorRegressor.ts';
export type { TrainFactorRegressorOptions } from './evaluate/counterfactuals/trainFactorRegressor.ts';
export { generationScores } from './evaluate/scores/generationScores.ts';
export type {
  GenerationScores,
  GenerationScoresOptions,
  ObservationSampler,
} from './evaluate/scores/generationScores.ts';
export { graphScores } from './evaluate/scores/graphScores.ts';
export type { GraphScores, GraphScoresOptions, ScoredEdge } from './evaluate/scores/graphScores.ts';
export type { CodeAgreement } from './evaluate/scores/codeAgreement.ts';
export { representationScores } from './evaluate/scores/representationScores.ts';
export type {
  RepresentationScores,
  RepresentationScoresOptions,
} from './evaluate/scores/representationScores.ts';
export { effectScores } from './evaluate/scores/effectScores.ts';
export type {
  EffectScores,
  EffectScoresOptions,
  FactorRange,
} from './evaluate/scores/effectScores.ts';
export { interventionalScores } from './evaluate/scores/interventionalScores.ts';
export type {
  InterventionalSampler,
  InterventionalScores,
  InterventionalScoresOptions,
  SetFactor,
} from './evaluate/scores/interventionalScores.ts';
