/**
 * Kernel-level functions: the operations that hand-written gradients are made of, whole sequences of recurrent models in one
 * call, and the kernels that `useBackend` registers.
 *
 * @packageDocumentation
 */
export {
  channelSum,
  convFilterGradient,
  convInputEluGradient,
  convInputGradient,
  eluGradient,
} from './kernels/layerGradients.ts';
export { halvingPoolEluGradient, halvingPoolGradient } from './kernels/poolGradients.ts';
export { leakyReluGradient } from './kernels/leakyReluGradient.ts';
export { batchNormEluTrain, batchNormGradient, batchNormTrain } from './kernels/batchNorm.ts';
export type { BatchNormForward, BatchNormGradient } from './kernels/batchNorm.ts';
export { hasModuleSequence, moduleSequence } from './kernels/moduleSequence.ts';
export type {
  ModuleSequenceInputs,
  ModuleSequenceKept,
  ModuleSequencePass,
  ModuleSequenceSettings,
} from './kernels/moduleSequenceInputs.ts';
export { moduleSequenceGradient } from './kernels/moduleSequenceGradient.ts';
export type {
  ModuleSequenceGradient,
  ModuleSequenceGradientInput,
  ModuleSequenceGradientSettings,
} from './kernels/moduleSequenceGradient.ts';
export { hasWholeSequence, wholeSequence, wholeSequenceGradient } from './kernels/wholeSequence.ts';
export type { WholeSequenceSettings, WholeSequenceTensors } from './kernels/wholeSequence.ts';
export type { WholeSequenceModel } from './kernels/wholeSequenceModels.ts';
export { scatterRows } from './kernels/scatterRows.ts';
export { registerNativeTrainingKernels } from './kernels/native/register.ts';
export { registerWasmTrainingKernels } from './kernels/wasm/register.ts';
