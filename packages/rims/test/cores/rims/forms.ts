import * as tf from '@tensorflow/tfjs';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { SequenceCore } from '../../../src/cores/sequenceCore.ts';
import type { SequenceInput } from '../../../src/cores/sequenceInput.ts';
import type { RimsConfigInput } from '../../../src/cores/rims/rimsConfig.ts';

/** Small sizes at which every width differs from every other. */
export const SMALL = {
  inputWidth: 5,
  units: 12,
  modules: 4,
  activeModules: 2,
  inputKeyWidth: 6,
  inputValueWidth: 8,
  communicationHeads: 2,
  communicationKeyWidth: 7,
  communicationValueWidth: 9,
} as const satisfies RimsConfigInput;

const STEPS = 5;
const BATCH = 3;

/** Everything a pass needs, drawn so that gates, attentions and gradients are far from zero. */
export interface Case {
  readonly parameters: tf.Tensor[];
  readonly source: tf.Tensor;
  readonly input: (source: tf.Tensor) => SequenceInput;
  readonly state: tf.Tensor[];
}

export function drawCase(
  core: SequenceCore,
  kind: 'dense' | 'indexed' | 'elements',
  seed = 3,
): Case {
  const stream = new RandomStream(seed);
  const normal = (shape: number[], deviation: number) =>
    tf.tensor(
      Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () =>
        stream.normal(0, deviation),
      ),
      shape,
    );
  const parameters = core.layout.specs.map(({ shape }) => normal([...shape], 0.6));
  const state = ['hidden', 'cell']
    .slice(0, core.config['dynamics'] === 'lstm' ? 2 : 1)
    .map(() => normal([BATCH, core.outputWidth], 0.5));
  if (kind === 'indexed') {
    const indices = tf.tensor2d(
      Int32Array.from({ length: STEPS * BATCH }, () => stream.integer(0, 4)),
      [STEPS, BATCH],
      'int32',
    );
    const input = (source: tf.Tensor) => ({ table: source as tf.Tensor2D, indices });
    return { parameters, source: normal([4, core.inputWidth], 1), input, state };
  }
  const shape =
    kind === 'dense'
      ? [STEPS, BATCH, core.inputWidth]
      : [STEPS, BATCH, core.elements, core.inputWidth];
  return { parameters, source: normal(shape, 1), input: (source) => source as tf.Tensor3D, state };
}

/** Weights that make a scalar of all that a pass gives. */
function weigh(result: {
  outputs: tf.Tensor;
  state: Readonly<Record<string, tf.Tensor>>;
}): tf.Scalar {
  const stream = new RandomStream(8);
  const parts = [result.outputs, ...Object.values(result.state)].map((part) =>
    part.mul(tf.tensor(stream.uniforms(part.size, -1, 1), part.shape)).sum(),
  );
  return tf.addN(parts) as tf.Scalar;
}

/** The scalar as a function of parameters, source and state, in this order. */
export function scalarOf(core: SequenceCore, { parameters, input }: Case, dropout?: number) {
  const names = core.config['dynamics'] === 'lstm' ? ['hidden', 'cell'] : ['hidden'];
  return (...tensors: tf.Tensor[]): tf.Scalar => {
    const own = tensors.slice(0, parameters.length);
    const source = tensors[parameters.length] as tf.Tensor;
    const state = Object.fromEntries(
      names.map((name, i) => [name, tensors[parameters.length + 1 + i] as tf.Tensor]),
    );
    const stream = dropout === undefined ? {} : { dropout: new RandomStream(dropout) };
    return weigh(core.run(own, input(source), { state, ...stream }));
  };
}

export const tensorsOf = ({ parameters, source, state }: Case): tf.Tensor[] => [
  ...parameters,
  source,
  ...state,
];

/** The largest difference between two tensors, relative to the largest entry of the first. */
export function difference(a: tf.Tensor, b: tf.Tensor): Promise<number> {
  return tf
    .tidy(() => a.sub(b).abs().max().div(a.abs().max().maximum(1e-12)))
    .data()
    .then(([value = NaN]) => value);
}
