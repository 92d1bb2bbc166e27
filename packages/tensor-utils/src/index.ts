/**
 * Backends, seeded streams, flat optimisers, batch norm, checkpoints, training events and typed errors.
 *
 * @packageDocumentation
 */
export {
  ArgumentError,
  BackendError,
  CausalMechanismsError,
  CheckpointError,
  ConfigError,
  DisposedError,
  FileAccessError,
  FileFormatError,
  ShapeError,
  ValuesError,
} from './errors.ts';
export type { ErrorData, ErrorOptions } from './errors.ts';
export { RandomStream } from './randomStream.ts';
export type { RandomStreamState } from './randomStream.ts';
export { nearestName } from './nearestName.ts';
export { parseConfig } from './config.ts';
export type { JsonObject, JsonValue } from './config.ts';
export type {
  CheckpointEvent,
  EndEvent,
  Evaluation,
  EvaluationEvent,
  LabelledMatrix,
  Scalars,
  StartEvent,
  StepEvent,
  TrainingEvent,
} from './trainingEvents.ts';
export { memoryCheckpoints } from './checkpoint.ts';
export type { CheckpointStore, RestoredState, StoredArray, TrainingState } from './checkpoint.ts';
export { asImageBatch, checkPixels } from './imageChecks.ts';
export type { ImageShape } from './imageChecks.ts';
export {
  joinParameters,
  parameterLayout,
  ParameterVector,
  splitParameters,
} from './parameterLayout.ts';
export type { ParameterLayout, ParameterSpec } from './parameterLayout.ts';
export { FlatAdam } from './flatAdam.ts';
export type { FlatAdamOptions, FlatAdamState } from './flatAdam.ts';
export {
  channelSum,
  convFilterGradient,
  convInputEluGradient,
  convInputGradient,
  eluGradient,
  halvingPoolGradient,
} from './layerGradients.ts';
export { batchNormEluTrain, batchNormGradient, batchNormTrain } from './batchNorm.ts';
export type { BatchNormForward, BatchNormGradient } from './batchNorm.ts';
export { hasModuleSequence, moduleSequence } from './moduleSequence.ts';
export type {
  ModuleSequenceInputs,
  ModuleSequenceKept,
  ModuleSequencePass,
  ModuleSequenceSettings,
} from './moduleSequence.ts';
export { moduleSequenceGradient } from './moduleSequenceGradient.ts';
export type {
  ModuleSequenceGradient,
  ModuleSequenceGradientInput,
  ModuleSequenceGradientSettings,
} from './moduleSequenceGradient.ts';
export { tidyAll } from './tidyAll.ts';
export { assertNoLeak, LeakError, withoutLeaks } from './leakGuard.ts';
export type { LeakOptions } from './leakGuard.ts';
export { useBackend } from './backend.ts';
export type { BackendFailure, BackendReport, UseBackendOptions } from './backend.ts';
export type { BackendRung } from './backendRungs.ts';
export { registerNativeTrainingKernels } from './native/register.ts';
export { registerWasmTrainingKernels } from './wasm/register.ts';
