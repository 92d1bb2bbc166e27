import { WHOLE_SEQUENCE_MODELS } from '../wholeSequenceModels.ts';
import type { WholeSequenceOps } from '../wholeSequenceModels.ts';
import type { NativeKernel } from './nativeBackend.ts';
import { nativeBackendOf, nativeInput } from './nativeBackend.ts';

/**
 * The kernels of all models that go through a sequence in one op, and of their gradients.
 *
 * @returns By the name of the kernel.
 */
export function wholeSequenceKernels(): [string, NativeKernel][] {
  return Object.values<WholeSequenceOps>(WHOLE_SEQUENCE_MODELS).flatMap((ops) => [
    [ops.kernel, kernelOf(ops.kernel, ops.inputs, ops.outputs, ['keep'])],
    [
      `${ops.kernel}Grad`,
      kernelOf(`${ops.kernel}Grad`, ops.gradientInputs, ops.gradientOutputs, []),
    ],
  ]);
}

function kernelOf(
  op: string,
  inputs: Readonly<Record<string, number>>,
  outputs: number,
  settings: readonly string[],
): NativeKernel {
  return (call) => {
    const backend = nativeBackendOf(call);
    const type = backend.binding.TF_ATTR_INT;
    return backend.executeMultipleOutputs(
      op,
      settings.map((name) => ({ name, type, value: Number(call.attrs?.[name]) })),
      Object.keys(inputs).map((name) => nativeInput(call, name)),
      outputs,
    );
  };
}
