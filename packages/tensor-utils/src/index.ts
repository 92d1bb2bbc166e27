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
export { checkCount } from './checks.ts';
export type { CountRange } from './checks.ts';
export {
  checkFlag,
  checkFunction,
  checkInstance,
  checkMethods,
  checkNumber,
  checkOptions,
  checkSignal,
  checkText,
} from './argumentChecks.ts';
export type { NumberRange } from './argumentChecks.ts';
export { checkArray, checkNumbers } from './arrayChecks.ts';
export type { ExpectedNumbers, TypedArrayKind } from './arrayChecks.ts';
export { checkTensor } from './tensorChecks.ts';
export type { ExpectedTensor } from './tensorChecks.ts';
export { RandomStream } from './random/randomStream.ts';
export type { RandomStreamState } from './random/randomStream.ts';
export { constantValues, normalValues, uniformValues } from './random/initialisers.ts';
export { logSigmoid, sigmoid, softplus } from './numbers/logistic.ts';
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
} from './training/trainingEvents.ts';
export { runTraining } from './training/runTraining.ts';
export type { Learner, Phase, PhaseStep, TrainedModel } from './training/learner.ts';
export type { RunState } from './training/runState.ts';
export { adamPart, parametersPart } from './training/parameterParts.ts';
export { jsonPart, numbersPart, streamPart } from './training/plainParts.ts';
export { tensorPart, tensorsPart } from './training/tensorParts.ts';
export type { TensorGroup, TensorSlot } from './training/tensorParts.ts';
export type { SavedPart, StatePart } from './training/statePart.ts';
export { checkTrainingOptions } from './training/trainingOptions.ts';
export type { StepEvaluation, TrainingHooks, TrainingOptions } from './training/trainingOptions.ts';
export { patience } from './training/patience.ts';
export type { PatienceOptions } from './training/patience.ts';
export { cosineRate } from './training/cosineRate.ts';
export type { CosineRateOptions } from './training/cosineRate.ts';
export { pacer } from './training/pacer.ts';
export type { PacerOptions } from './training/pacer.ts';
export { memoryCheckpoints } from './training/checkpointStore.ts';
export type {
  CheckpointStore,
  RestoredState,
  StoredArray,
  TrainingState,
} from './training/checkpointStore.ts';
export { asImageBatch, checkPixels } from './imageChecks.ts';
export type { ImageShape, PixelRange } from './imageChecks.ts';
export { joinParameters, parameterLayout, splitParameters } from './parameters/parameterLayout.ts';
export type { ParameterLayout, ParameterSpec } from './parameters/parameterLayout.ts';
export { ParameterVector } from './parameters/parameterVector.ts';
export { parameterViews } from './parameters/parameterViews.ts';
export type { ParameterViews } from './parameters/parameterViews.ts';
export { readParameters, writeParameters } from './parameters/savedParameters.ts';
export type {
  ParametersToRead,
  ParametersToSave,
  ReadValues,
  SavedKind,
  UnderstoodParameters,
} from './parameters/savedParameters.ts';
export { movingAverage } from './parameters/movingAverage.ts';
export { ParameterAverage } from './parameters/parameterAverage.ts';
export { FlatAdam } from './parameters/flatAdam.ts';
export type { FlatAdamOptions, FlatAdamState } from './parameters/flatAdam.ts';
export { announceKept } from './gradients/announceKept.ts';
export { clipGradient } from './gradients/clipGradient.ts';
export type { ClippedGradient } from './gradients/clipGradient.ts';
export { withHandGradient } from './gradients/handGradient.ts';
export type { HandForward, HandGradient } from './gradients/handGradient.ts';
export { tapeGuard } from './gradients/tapeGuard.ts';
export { withLazyGradient } from './gradients/lazyGradient.ts';
export type { LazyGradient } from './gradients/lazyGradient.ts';
export { splitInto } from './tensors/splitInto.ts';
export type { Parts } from './tensors/splitInto.ts';
export { tensorTuple } from './tensors/tensorTuple.ts';
export type { TensorTuple } from './tensors/tensorTuple.ts';
export { builtWhole } from './memory/builtWhole.ts';
export { tidyAll } from './memory/tidyAll.ts';
export { assertNoLeak, LeakError, withoutLeaks } from './memory/leakGuard.ts';
export type { LeakOptions } from './memory/leakGuard.ts';
export { useBackend } from './backend/useBackend.ts';
export type { UseBackendOptions } from './backend/useBackend.ts';
export type { BackendFailure, BackendReport } from './backend/backendLadder.ts';
export type { BackendRung } from './backend/backendRungs.ts';
