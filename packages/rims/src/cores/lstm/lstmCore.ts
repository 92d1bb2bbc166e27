import type * as tf from '@tensorflow/tfjs';
import { zeros } from '@tensorflow/tfjs';
import {
  checkOptions,
  checkText,
  parameterLayout,
  parameterViews,
  tidyAll,
  uniformValues,
} from '@causal-mechanisms/tensor-utils';
import { hasModuleSequence } from '@causal-mechanisms/tensor-utils/kernels';
import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { SequenceCore } from '../sequenceCore.ts';
import { checkSequenceInput, withoutElements } from '../sequenceInput.ts';
import { checkState } from '../stateChecks.ts';
import { batchedLstm } from './batchedLstm.ts';
import { resolveLstmConfig } from './lstmConfig.ts';
import type { LstmConfig, LstmConfigInput } from './lstmConfig.ts';
import type { LstmPass, LstmPassInput } from './lstmPass.ts';
import { nativeLstm } from './nativeLstm.ts';
import { plainLstm } from './plainLstm.ts';

/** Options of {@link lstmCore}. */
export interface LstmCoreOptions {
  /**
   * `fast`: the whole sequence as one op with a gradient by hand, natively where the backend can, else by batched ops. `batched`: by
   * batched ops on every backend. `plain`: op by op. All give the same numbers. Default: fast.
   */
  readonly form?: 'fast' | 'batched' | 'plain';
}

/**
 * A long short-term memory (Hochreiter and Schmidhuber, 1997, with forget gates): the first baseline. It starts as PyTorch's does,
 * uniform within 1 / sqrt(units).
 *
 * State: `hidden` and `cell`, each `[batch, units]`.
 *
 * @param input - The width of the input, and any part of {@link LstmConfig}.
 * @param options - Which of the three forms computes it.
 * @returns The core.
 * @throws ConfigError when the configuration is impossible.
 *
 * @example
 * ```ts
 * import { lstmCore } from '@causal-mechanisms/rims';
 *
 * console.log(lstmCore({ inputWidth: 8, units: 16 }).layout.length); // 1600
 * ```
 */
export function lstmCore(input: LstmConfigInput, options: LstmCoreOptions = {}): SequenceCore {
  const config = resolveLstmConfig(input);
  const { form = 'fast' } = checkOptions('lstmCore', options);
  checkText('lstmCore', 'form', form, Object.keys(FORMS));
  const { inputWidth, units } = config;
  const layout = parameterLayout([
    { name: 'kernel', shape: [inputWidth, 4 * units] },
    { name: 'recurrentKernel', shape: [units, 4 * units] },
    { name: 'bias', shape: [4 * units] },
  ]);
  return {
    kind: 'lstm',
    config: { ...config },
    inputWidth,
    elements: 1,
    outputWidth: units,
    layout,
    initialValues: (stream) => initialLstm(config, stream),
    initialState: (_, batch) => ({ hidden: zeros([batch, units]), cell: zeros([batch, units]) }),
    run(parameters, sequence, { state } = {}) {
      const sizes = checkSequenceInput('lstm', sequence, { width: inputWidth });
      const { batch } = sizes;
      if (state !== undefined) {
        checkState('lstm', state, { hidden: [batch, units], cell: [batch, units] });
      }
      const of = parameterViews('lstm', layout, parameters);
      return tidyAll(() => {
        const { hidden = zeros([batch, units]), cell = zeros([batch, units]) } = state ?? {};
        const result = FORMS[form]({
          sizes,
          kernel: of.matrix('kernel'),
          recurrentKernel: of.matrix('recurrentKernel'),
          bias: of.vector('bias'),
          input: withoutElements(sequence),
          hidden: hidden as tf.Tensor2D,
          cell: cell as tf.Tensor2D,
        });
        const last = result.outputs.slice([sizes.steps - 1, 0, 0], [1, batch, units]);
        return {
          outputs: result.outputs,
          state: { hidden: last.reshape([batch, units]), cell: result.cell },
        };
      });
    },
  };
}

/** What computes a pass. */
const FORMS = {
  fast: (pass: LstmPassInput): LstmPass =>
    hasModuleSequence() ? nativeLstm(pass) : batchedLstm(pass),
  batched: batchedLstm,
  plain: plainLstm,
} as const;

/** One bias stands for PyTorch's two, so it starts as the sum of two. */
function initialLstm(
  { inputWidth, units, forgetBias }: LstmConfig,
  stream: RandomStream,
): Float32Array[] {
  const bound = 1 / Math.sqrt(units);
  const draw = (name: string, length: number) => uniformValues(length, bound, stream.split(name));
  const second = draw('second bias', 4 * units);
  const bias = draw('bias', 4 * units).map(
    (value, i) => value + (second[i] ?? 0) + (Math.floor(i / units) === 1 ? forgetBias : 0),
  );
  return [draw('kernel', inputWidth * 4 * units), draw('recurrentKernel', units * 4 * units), bias];
}
