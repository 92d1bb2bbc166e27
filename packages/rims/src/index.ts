/**
 * Recurrent independent mechanisms (Goyal et al., 2021) and six baselines under one contract for sequences.
 *
 * @packageDocumentation
 */
export { coreOf } from './coreOf.ts';
export type { CoreConfig, CoreSettings } from './coreOf.ts';
export type { CoreResult, CoreState, RunOptions, SequenceCore } from './sequenceCore.ts';
export type { IndexedInput, SequenceInput } from './sequenceInput.ts';
export { rimsCore } from './rims/rimsCore.ts';
export type { RimsCoreOptions } from './rims/rimsCore.ts';
export { resolveRimsConfig } from './rims/rimsConfig.ts';
export type { RimsConfig, RimsConfigInput, RimsPreset } from './rims/rimsConfig.ts';
export { lstmCore } from './lstm/lstmCore.ts';
export type { LstmCoreOptions } from './lstm/lstmCore.ts';
export type { LstmConfig, LstmConfigInput } from './lstm/lstmConfig.ts';
export { ntmCore } from './baselines/ntmCore.ts';
export type { NtmConfig, NtmConfigInput } from './baselines/ntmConfig.ts';
export { rmcCore } from './baselines/rmcCore.ts';
export type { RmcConfig, RmcConfigInput } from './baselines/rmcConfig.ts';
export { entnetCore } from './baselines/entnetCore.ts';
export type { EntnetConfig, EntnetConfigInput } from './baselines/entnetConfig.ts';
export { dncCore } from './baselines/dncCore.ts';
export type { DncConfig, DncConfigInput } from './baselines/dncConfig.ts';
export { transformerCore } from './baselines/transformerCore.ts';
export type { TransformerConfig, TransformerConfigInput } from './baselines/transformerConfig.ts';
export { SequenceLayer } from './layer/sequenceLayer.ts';
export type { SequenceStep } from './layer/sequenceLayer.ts';
export type { ActivationRaster } from './layer/activationRaster.ts';
export { createRims, createSequenceLayer } from './layer/createRims.ts';
export type { CreateRimsOptions } from './layer/createRims.ts';
export { registerRimsCell, RimsCell } from './layer/rimsCell.ts';
export type { RimsCellConfig } from './layer/rimsCell.ts';
export { SequenceModel } from './model/sequenceModel.ts';
export type { ParameterCounts, SequencePrediction } from './model/sequenceModel.ts';
export type { NetworkResult } from './model/sequenceNetwork.ts';
export type { SequenceModelConfig } from './model/sequenceModelConfig.ts';
export type { SequenceArrays } from './model/batchInput.ts';
export { trainSequenceModel } from './training/trainSequenceModel.ts';
export type {
  SequenceTrainingEvent,
  TrainSequenceModelOptions,
} from './training/trainSequenceModel.ts';
export type {
  SequenceTrainingConfig,
  SequenceTrainingConfigInput,
} from './training/trainingConfig.ts';
