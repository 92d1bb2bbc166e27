/**
 * Recurrent independent mechanisms (Goyal et al., 2021) and six baselines under one contract for sequences.
 *
 * @packageDocumentation
 */
export { coreOf } from './cores/coreOf.ts';
export type { BidirectionalConfig, CoreConfig, CoreSettings, StackConfig } from './cores/coreOf.ts';
export { stackedCore } from './cores/composed/stackedCore.ts';
export type { StackedCoreOptions } from './cores/composed/stackedCore.ts';
export { bidirectionalCore } from './cores/composed/bidirectionalCore.ts';
export type {
  CoreResult,
  CoreState,
  ModuleGroup,
  RunOptions,
  SequenceCore,
} from './cores/sequenceCore.ts';
export type { IndexedInput, SequenceInput } from './cores/sequenceInput.ts';
export { rimsCore } from './cores/rims/rimsCore.ts';
export type { RimsCoreOptions } from './cores/rims/rimsCore.ts';
export { resolveRimsConfig } from './cores/rims/rimsConfig.ts';
export type { RimsConfig, RimsConfigInput, RimsPreset } from './cores/rims/rimsConfig.ts';
export { lstmCore } from './cores/lstm/lstmCore.ts';
export type { LstmCoreOptions } from './cores/lstm/lstmCore.ts';
export type { LstmConfig, LstmConfigInput } from './cores/lstm/lstmConfig.ts';
export type { CoreFormOptions } from './cores/coreForm.ts';
export { ntmCore } from './cores/ntm/ntmCore.ts';
export type { NtmConfig, NtmConfigInput } from './cores/ntm/ntmConfig.ts';
export { rmcCore } from './cores/rmc/rmcCore.ts';
export type { RmcConfig, RmcConfigInput } from './cores/rmc/rmcConfig.ts';
export { entnetCore } from './cores/entnet/entnetCore.ts';
export type { EntnetConfig, EntnetConfigInput } from './cores/entnet/entnetConfig.ts';
export { dncCore } from './cores/dnc/dncCore.ts';
export type { DncConfig, DncConfigInput } from './cores/dnc/dncConfig.ts';
export { transformerCore } from './cores/transformer/transformerCore.ts';
export type {
  TransformerConfig,
  TransformerConfigInput,
} from './cores/transformer/transformerConfig.ts';
export { SequenceLayer } from './layer/sequenceLayer.ts';
export type { SequenceStep } from './layer/sequenceLayer.ts';
export type { ActivationRaster } from './layer/activationRaster.ts';
export { createRims, createSequenceLayer } from './layer/createRims.ts';
export type { CreateRimsOptions } from './layer/createRims.ts';
export { registerRimsCell, RimsCell } from './layer/rimsCell.ts';
export type { RimsCellConfig } from './layer/rimsCell.ts';
export { SequenceModel } from './model/sequenceModel.ts';
export type { ParameterCounts } from './model/sequenceModel.ts';
export type { SequencePrediction } from './model/sequencePrediction.ts';
export { SequenceStream } from './model/sequenceStream.ts';
export type { SequenceStreamOptions, StreamAnswer } from './model/sequenceStream.ts';
export type { NetworkResult } from './model/sequenceNetwork.ts';
export type { SequenceModelConfig } from './model/sequenceModelConfig.ts';
export type { SequenceArrays } from './model/batchInput.ts';
export { moduleActivity } from './evaluate/moduleActivity.ts';
export type { ModuleActivity } from './evaluate/moduleActivity.ts';
export { scoreSequences } from './evaluate/scoreSequences.ts';
export type { ScoreSequencesOptions, SequenceScores } from './evaluate/scoreSequences.ts';
export { trainSequenceModel } from './training/trainSequenceModel.ts';
export type {
  SequenceTrainingEvent,
  TrainSequenceModelOptions,
} from './training/trainSequenceModel.ts';
export {
  resolveSequenceTrainingConfig,
  sequenceTrainingConfigSchema,
} from './training/trainingConfig.ts';
export type { ActiveSchedule } from './training/schedules.ts';
export type { Clipping } from './training/clipByGroup.ts';
export type {
  SequenceTrainingConfig,
  SequenceTrainingConfigInput,
} from './training/trainingConfig.ts';
export { FrameModel } from './frames/frameModel.ts';
export { resolveFrameModelConfig } from './frames/frameModelConfig.ts';
export type { FrameModelConfig, FrameModelConfigInput } from './frames/frameModelConfig.ts';
export type { FrameArrays } from './frames/frameArrays.ts';
export type { FramePrediction, RolloutOptions } from './frames/rollOut.ts';
export { frameSource } from './frames/frameSource.ts';
export type { FrameSource } from './frames/frameSource.ts';
export { trainFrameModel } from './frames/training/trainFrameModel.ts';
export type {
  FrameTrainingEvent,
  TrainFrameModelOptions,
} from './frames/training/trainFrameModel.ts';
export {
  frameTrainingConfigSchema,
  resolveFrameTrainingConfig,
} from './frames/training/frameTrainingConfig.ts';
export type {
  FrameTrainingConfig,
  FrameTrainingConfigInput,
} from './frames/training/frameTrainingConfig.ts';
export { scoreRollouts } from './frames/evaluate/scoreRollouts.ts';
export type { RolloutScores, ScoreRolloutsOptions } from './frames/evaluate/scoreRollouts.ts';
export { activityBesideObjects } from './frames/evaluate/activityBesideObjects.ts';
export type {
  ActivityBesideObjects,
  ActivityBesideObjectsOptions,
  FrameActivity,
  ObjectPlaces,
} from './frames/evaluate/activityBesideObjects.ts';
export { PolicyModel } from './policy/model/policyModel.ts';
export type { PolicyConfig } from './policy/model/policyConfig.ts';
export type { ActionChoice } from './policy/model/chooseActions.ts';
export { PolicyRunner } from './policy/model/policyRunner.ts';
export type { PolicyDecision, PolicyRunnerOptions } from './policy/model/policyRunner.ts';
export { generalisedAdvantages } from './policy/training/generalisedAdvantages.ts';
export type {
  AdvantageInput,
  AdvantageOptions,
  Advantages,
} from './policy/training/generalisedAdvantages.ts';
export {
  actorCriticConfigSchema,
  resolveActorCriticConfig,
} from './policy/training/actorCriticConfig.ts';
export type {
  ActorCriticConfig,
  ActorCriticConfigInput,
} from './policy/training/actorCriticConfig.ts';
export { trainActorCritic } from './policy/training/trainActorCritic.ts';
export type {
  ActorCriticEvent,
  TrainActorCriticOptions,
} from './policy/training/trainActorCritic.ts';
export { evaluatePolicy } from './policy/evaluate/evaluatePolicy.ts';
export type { EvaluatePolicyOptions, PolicyScores } from './policy/evaluate/evaluatePolicy.ts';
