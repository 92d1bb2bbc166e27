import type * as tf from '@tensorflow/tfjs';
import type { NativeCall } from './nativeBackend.ts';
import { nativeBackendOf, nativeInput } from './nativeBackend.ts';

/** In the order of the op. */
const INPUTS = [
  'lookUp',
  'driven',
  'rows',
  'recurrentKernel',
  'bias',
  'communication',
  'readKernel',
  'readBias',
  'hidden',
  'cell',
  'readMask',
];
const GRADIENT_INPUTS = [
  'lookUp',
  'driven',
  'rows',
  'recurrentKernel',
  'communication',
  'readKernel',
  'readMask',
  'attention',
  'active',
  'kept',
  'hiddenGradient',
  'cellGradient',
];
const SETTINGS = ['active', 'heads', 'key', 'value', 'gated', 'held', 'keep', 'blocked'];

/** CausalModuleSequence: all steps of a sequence of modules; `[0]` stands for what is absent. */
export function moduleSequencePass(call: NativeCall): tf.TensorInfo[] {
  return runOp(call, 'CausalModuleSequence', INPUTS, 8);
}

/** CausalModuleSequenceGrad: the gradients of all pre-activations and of the first state. */
export function moduleSequencePassGradient(call: NativeCall): tf.TensorInfo[] {
  return runOp(call, 'CausalModuleSequenceGrad', GRADIENT_INPUTS, 6);
}

function runOp(
  call: NativeCall,
  op: string,
  names: readonly string[],
  outputs: number,
): tf.TensorInfo[] {
  const backend = nativeBackendOf(call);
  const type = backend.binding.TF_ATTR_INT;
  const attributes = SETTINGS.map((name) => ({ name, type, value: Number(call.attrs?.[name]) }));
  const inputs = names.map((name) => nativeInput(call, name));
  return backend.executeMultipleOutputs(op, attributes, inputs, outputs);
}
