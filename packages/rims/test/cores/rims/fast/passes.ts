import * as tf from '@tensorflow/tfjs';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { resolveRimsConfig } from '../../../../src/cores/rims/rimsConfig.ts';
import type { RimsConfigInput } from '../../../../src/cores/rims/rimsConfig.ts';
import { nameRimsParameters, rimsLayout } from '../../../../src/cores/rims/rimsParameters.ts';
import type { RimsParameters } from '../../../../src/cores/rims/rimsParameters.ts';
import type { RimsPassInput } from '../../../../src/cores/rims/rimsPass.ts';
import { plainRims } from '../../../../src/cores/rims/plainRims.ts';
import type { Engine, RimsGradients } from '../../../../src/cores/rims/fast/enginePass.ts';
import { dropoutMask } from '../../../../src/cores/shared/dropoutMask.ts';
import { normals } from '../../coreChecks.ts';
import { difference, SMALL } from '../forms.ts';

/** Steps and sequences of every drawn pass; no two sizes of {@link SMALL} and these are equal. */
export const STEPS = 5;
export const BATCH = 3;
const ROWS = 4;

/** How the input of a pass lies: one element, rows of a table, several elements. */
export type InputKind = 'dense' | 'indexed' | 'elements';

/** A pass whose gates, attentions and gradients are far from zero. */
export function drawPass(
  config: Partial<RimsConfigInput> = {},
  { kind = 'dense', dropped = false }: { kind?: InputKind; dropped?: boolean } = {},
): RimsPassInput {
  const resolved = resolveRimsConfig({ ...SMALL, ...config });
  const { modules, units, elements, inputWidth, dynamics, inputValueWidth } = resolved;
  const d = units / modules;
  const layout = rimsLayout(resolved);
  const parameters = layout.specs.map(({ shape }, i) => normals([...shape] as [number], i, 0.6));
  const state = [50, 51].map((seed) => normals<tf.Rank.R3>([modules, BATCH, d], seed, 0.5));
  const stream = new RandomStream(60);
  const order = Int32Array.from({ length: STEPS * BATCH }, () => stream.integer(0, ROWS));
  const mask = (size: number) =>
    dropoutMask([STEPS, modules, BATCH, size], 0.4, stream) as tf.Tensor4D;
  return {
    config: resolved,
    sizes: { steps: STEPS, batch: BATCH, elements, width: inputWidth },
    parameters: nameRimsParameters(layout, parameters),
    input:
      kind === 'indexed'
        ? {
            table: normals<tf.Rank.R2>([ROWS, inputWidth], 52),
            indices: tf.tensor2d(order, [STEPS, BATCH], 'int32'),
          }
        : kind === 'dense'
          ? normals<tf.Rank.R3>([STEPS, BATCH, inputWidth], 53)
          : normals<tf.Rank.R4>([STEPS, BATCH, elements, inputWidth], 54),
    state: {
      hidden: state[0] as tf.Tensor3D,
      ...(dynamics === 'lstm' ? { cell: state[1] as tf.Tensor3D } : {}),
    },
    masks: dropped ? { input: mask(inputValueWidth), read: mask(d) } : {},
  };
}

/** The names of the parameters of a pass, and what it is differentiable in besides: source, hidden state, cell. */
export function tensorsOfPass({ parameters, input, state }: RimsPassInput): {
  readonly names: (keyof RimsParameters)[];
  readonly tensors: tf.Tensor[];
} {
  const names = Object.keys(parameters) as (keyof RimsParameters)[];
  return {
    names,
    tensors: [
      ...names.map((name) => parameters[name] as tf.Tensor),
      'table' in input ? input.table : input,
      state.hidden,
      ...(state.cell === undefined ? [] : [state.cell]),
    ],
  };
}

/** The pass with other tensors in the places of {@link tensorsOfPass}. */
export function passWith(pass: RimsPassInput, tensors: readonly tf.Tensor[]): RimsPassInput {
  const { names } = tensorsOfPass(pass);
  const [source, hidden, cell] = tensors.slice(names.length) as [
    tf.Tensor,
    tf.Tensor3D,
    tf.Tensor3D?,
  ];
  return {
    ...pass,
    parameters: Object.fromEntries(
      names.map((name, i) => [name, tensors[i]]),
    ) as unknown as RimsParameters,
    input:
      'table' in pass.input
        ? { ...pass.input, table: source as tf.Tensor2D }
        : (source as tf.Tensor3D),
    state: cell === undefined ? { hidden } : { hidden, cell },
  };
}

/** Gradients that arrive at what a pass gives: for the outputs, and for the last cells of an LSTM. */
export function arriving({ config, state }: RimsPassInput): {
  readonly outputs: tf.Tensor3D;
  readonly cell: tf.Tensor3D | undefined;
} {
  const { units, modules } = config;
  return {
    outputs: normals<tf.Rank.R3>([STEPS, BATCH, units], 90),
    cell:
      state.cell === undefined
        ? undefined
        : normals<tf.Rank.R3>([modules, BATCH, units / modules], 91),
  };
}

/** The gradients of {@link tensorsOfPass} as the tape gives them through the plain form. */
export function plainGradients(pass: RimsPassInput): tf.Tensor[] {
  const { outputs: dOutputs, cell: dCell } = arriving(pass);
  return tf.grads((...given) => {
    const { outputs, state } = plainRims(passWith(pass, given));
    const value = outputs.mul(dOutputs).sum<tf.Scalar>();
    return state.cell === undefined || dCell === undefined
      ? value
      : value.add(state.cell.mul(dCell).sum());
  })(tensorsOfPass(pass).tensors);
}

/** Gradients by hand in the order of {@link tensorsOfPass}. */
export function inOrder(
  pass: RimsPassInput,
  { parameters, input, state }: RimsGradients,
): (tf.Tensor | undefined)[] {
  return [
    ...tensorsOfPass(pass).names.map((name) => parameters[name]),
    input,
    state.hidden,
    ...(state.cell === undefined ? [] : [state.cell]),
  ];
}

/** Holds an engine to the plain form: what it gives, what it keeps, and its gradients. */
export async function expectEngineAsPlain(engine: Engine, pass: RimsPassInput): Promise<void> {
  const plain = plainRims(pass);
  for (const keep of [false, true]) {
    const found = engine(pass, keep);
    expect(await difference(plain.outputs, found.outputs)).toBeLessThan(1e-5);
    expect(await found.activation.array()).toEqual(await plain.activation.array());
    expect(found.cell?.shape).toEqual(plain.state.cell?.shape);
    if (plain.state.cell !== undefined) {
      expect(await difference(plain.state.cell, found.cell as tf.Tensor)).toBeLessThan(1e-5);
    }
    expect(found.kept.length > 0).toBe(keep);
  }
  const { outputs, cell } = arriving(pass);
  const found = engine(pass, true);
  // What is kept comes back from the tape as other tensors of the same numbers.
  const kept = found.kept.map((tensor) => tensor.clone());
  const gradients = found.gradient(pass, kept, outputs, cell);
  await expectGradients(plainGradients(pass), inOrder(pass, gradients));
}

/** Holds gradients by hand to those of the tape, one by one; a gradient of nothing would prove nothing. */
export async function expectGradients(
  expected: readonly tf.Tensor[],
  actual: readonly (tf.Tensor | undefined)[],
): Promise<void> {
  expect(actual).toHaveLength(expected.length);
  for (const [i, gradient] of expected.entries()) {
    expect(actual[i]?.shape).toEqual(gradient.shape);
    expect((await gradient.abs().max().data())[0]).toBeGreaterThan(1e-4);
    expect(await difference(gradient, actual[i] as tf.Tensor)).toBeLessThan(1e-4);
  }
}
