/**
 * Competing experts that discover and invert image mechanisms (Parascandolo et al., 2018).
 *
 * @packageDocumentation
 */
export { expertsConfigSchema, resolveExpertsConfig } from './expertsConfig.ts';
export type { ExpertsConfig, ExpertsConfigInput, IdentityInitialisation } from './expertsConfig.ts';
export type {
  AdversarialObjective,
  NamedObjective,
  ObjectiveConfig,
  ObjectiveConfigInput,
  VaeObjective,
} from './objectives/objectiveConfig.ts';
export type { ExpertKindSetting, ExpertKindSettings } from './networks/kinds/kindSettings.ts';
export { expertOfLayers } from './networks/kinds/layersSettings.ts';
export type { LayersSettings } from './networks/kinds/layersSettings.ts';
export { registerExpertLayers } from './networks/kinds/warp/warpLayer.ts';
export type { CustomObjective, ExpertsModelOptions } from './objectives/customObjective.ts';
export { ExpertsModel } from './model/expertsModel.ts';
export type { ExpertsWeights } from './model/expertsBank.ts';
export type { Inversion } from './model/inversion.ts';
export type { OtherSizes, ScoreOptions } from './networks/otherSizes.ts';
export { expertUsage } from './bank/expertUsage.ts';
export type { ExpertUsage } from './bank/expertUsage.ts';
export { expertDistances } from './bank/expertDistances.ts';
export type { ExpertDistancesOptions } from './bank/expertDistances.ts';
export { selectExperts } from './bank/selectExperts.ts';
export { pruneExperts } from './bank/pruneExperts.ts';
export type { PrunedExperts, PruneExpertsOptions } from './bank/pruneExperts.ts';
export { mergeExperts } from './bank/mergeExperts.ts';
export type { MergedExperts, MergeExpertsOptions } from './bank/mergeExperts.ts';
export { addExperts } from './bank/addExperts.ts';
export { inferComposition } from './composition/inferComposition.ts';
export type {
  InferCompositionOptions,
  InferredComposition,
  InferredCompositions,
} from './composition/inferComposition.ts';
export { calibrateScores } from './composition/calibrateScores.ts';
export type { CalibrateScoresOptions } from './composition/calibrateScores.ts';
export { calibrateComposition } from './composition/calibrateComposition.ts';
export type {
  CalibrateCompositionOptions,
  CompositionCalibration,
} from './composition/calibrateComposition.ts';
export { refineScorer } from './composition/refineScorer.ts';
export type { RefineScorerOptions } from './composition/refineScorer.ts';
export { refineConfigSchema } from './composition/refineConfig.ts';
export type { RefineConfig } from './composition/refineConfig.ts';
export type { ScoreImages, SequenceScoreOptions } from './composition/scoreInTurns.ts';
export type { ExpertPair, ExpertSequence } from './composition/sequenceRanking.ts';
export { expertBimodality } from './bank/expertBimodality.ts';
export type { ExpertBimodality, ExpertBimodalityOptions } from './bank/expertBimodality.ts';
export { splitExpert } from './bank/splitExpert.ts';
export type { SplitExpert, SplitExpertOptions } from './bank/splitExpert.ts';
export { unservedShare } from './bank/unservedShare.ts';
export type { UnservedShare, UnservedShareOptions } from './bank/unservedShare.ts';
export type { AddExpertsOptions } from './bank/addExperts.ts';
export { trainForward } from './forward/trainForward.ts';
export type { TrainForwardOptions } from './forward/trainForward.ts';
export { forwardConfigSchema } from './forward/forwardConfig.ts';
export type { ForwardConfig } from './forward/forwardConfig.ts';
export { ForwardMechanisms } from './forward/forwardMechanisms.ts';
export type { ApplyForwardOptions } from './forward/forwardMechanisms.ts';
export { cycleErrors } from './forward/cycleErrors.ts';
export { evaluateExperts } from './evaluate/evaluateExperts.ts';
export type {
  EvaluateExpertsOptions,
  ExpertsEvaluation,
  ExpertsFigures,
} from './evaluate/evaluateExperts.ts';
export type { ChangedImages, MechanismProbe, ProbeMechanisms } from './evaluate/mechanismProbe.ts';
export { gainWarning, scoreGains } from './evaluate/scoreGains.ts';
export type {
  GainWarningOptions,
  MechanismGain,
  ScoreGainsOptions,
} from './evaluate/scoreGains.ts';
export { referenceAccuracies } from './evaluate/referenceAccuracies.ts';
export type {
  ReadClasses,
  ReferenceAccuracies,
  ReferenceAccuraciesOptions,
} from './evaluate/referenceAccuracies.ts';
export type {
  ConstantLearningRate,
  FallingLearningRate,
  LearningRateSchedule,
  LearningRateScheduleInput,
} from './training/learningRates.ts';
export { winnersByLogit } from './training/logitLosses.ts';
export type { ChooseWinners, WinnersContext } from './training/winners/chooseWinners.ts';
export { winnersBySampling } from './training/winners/winnersBySampling.ts';
export type { SampledWinners } from './training/winners/winnersBySampling.ts';
export { winnersByConscience } from './training/winners/winnersByConscience.ts';
export type { ConscientiousWinners } from './training/winners/winnersByConscience.ts';
export { relocatedWinners } from './training/winners/relocatedWinners.ts';
export type { Relocation } from './training/winners/relocatedWinners.ts';
export type {
  BestWinners,
  OfKind,
  RepairInput,
  RepairSettings,
  Splitting,
  WinnersInput,
  WinnersSettings,
} from './training/winners/winnersConfig.ts';
export type { Convergence } from './training/convergenceConfig.ts';
export type { InstanceNoise } from './training/instanceNoise.ts';
export type { BlockOrder, EvaluationStatistics } from './networks/kinds/convolutionalNetwork.ts';
export { trainExperts } from './training/trainExperts.ts';
export type {
  ExpertsData,
  ExpertsEvent,
  ExpertsStart,
  TrainExpertsOptions,
} from './training/trainExperts.ts';
export {
  adaptiveExpertsConfigSchema,
  resolveAdaptiveExpertsConfig,
} from './training/adaptive/adaptiveConfig.ts';
export type {
  AdaptiveExpertsConfig,
  AdaptiveExpertsConfigInput,
  AdaptiveSettings,
} from './training/adaptive/adaptiveConfig.ts';
export type { StructureChange } from './training/adaptive/structureState.ts';
export { trainAdaptiveExperts } from './training/adaptive/trainAdaptiveExperts.ts';
export type {
  AdaptiveEndEvent,
  AdaptiveExpertsEvent,
  BankLookEvent,
  TrainAdaptiveExpertsOptions,
} from './training/adaptive/trainAdaptiveExperts.ts';
