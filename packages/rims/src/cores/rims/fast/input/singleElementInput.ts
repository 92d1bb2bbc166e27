import * as tf from '@tensorflow/tfjs';
import { product } from '../../../shared/product.ts';
import { chosenByProduct, sumsByEntry } from '../../../shared/sumsByEntry.ts';
import { isIndexed } from '../../../sequenceInput.ts';
import { keyNormGradient, normaliseKeys } from '../../keyNorm.ts';
import type { RimsParameters } from '../../rimsParameters.ts';
import type { RimsPassInput } from '../../rimsPass.ts';
import type { ReadGradients } from './inputReader.ts';

/** What all steps of a pass left behind, stacked. */
export interface SingleElementHistory {
  /** The states before the steps `[modules, steps * batch, d]`. */
  readonly hidden: tf.Tensor3D;
  /** The gradients for the gates `[modules, steps * batch, gates * d]`. */
  readonly drive: tf.Tensor3D;
  /** The attention on the element `[modules, steps * batch, 1]`; absent where the input is read without attention. */
  readonly attention?: tf.Tensor3D | undefined;
  /** The gradients for its scores `[modules, steps * batch, 1]`. */
  readonly scores?: tf.Tensor3D | undefined;
}

/**
 * What one element per step and one head of attention come to before the first step.
 *
 * Beside a null row of zeros the softmax over the two rows is a sigmoid, a = sigmoid(h W_q . key / sqrt(d_e)), and a module's input is
 * a times a value that all modules share. So the products `W_q key` and `value W_ih` do not depend on the state: they are made at once,
 * and once per row of a table where the input has one.
 */
export interface SingleElementInput {
  /** What states are multiplied with for their scores, by row `[modules, rows, d]`; absent without attention. */
  readonly lookUp?: tf.Tensor3D;
  /** What a row adds to the gates at attention 1 `[modules, rows, gates * d]`. */
  readonly driven: tf.Tensor3D;
  /** The number of a row, per step and sequence `[steps * batch]`, for `lookUp`; absent where every step has a row of its own. */
  readonly lookUpRows?: tf.Tensor1D;
  /** The same for `driven`: with a mask on the input every step has a row of its own. */
  readonly drivenRows?: tf.Tensor1D;
  /** What it costs to make, to be handed in again for the gradient. */
  readonly made: readonly tf.Tensor[];
  /**
   * @param history - All steps.
   * @returns The gradients of parameters and input, by products over all steps at once.
   */
  gradients(history: SingleElementHistory): ReadGradients;
}

/**
 * @param pass - Parameters, input, masks.
 * @param made - What an earlier call on the same pass made. Default: it is made.
 * @returns The products; their tensors are those of the surrounding tidy.
 */
export function singleElementInput(
  pass: RimsPassInput,
  made?: readonly tf.Tensor[],
): SingleElementInput {
  const { config, sizes, parameters, masks } = pass;
  const { steps, batch, width } = sizes;
  const { modules } = config;
  const { inputKernel } = parameters;
  const scale = 1 / Math.sqrt(config.inputKeyWidth);
  const indexed = isIndexed(pass.input) ? pass.input : undefined;
  const indices = indexed?.indices.reshape<tf.Tensor1D>([steps * batch]);
  const table = indexed?.table ?? (pass.input as tf.Tensor).reshape([steps * batch, width]);
  const entries = table.shape[0];
  const rows = table.expandDims<tf.Tensor3D>(0);
  const mask = masks.input
    ?.transpose([1, 0, 2, 3])
    .reshape<tf.Tensor3D>([modules, steps * batch, -1]);
  const [read, driven, keys, lookUp] = (made ?? make()) as [
    tf.Tensor3D,
    tf.Tensor3D,
    tf.Tensor3D?,
    tf.Tensor3D?,
  ];

  function make(): readonly tf.Tensor[] {
    const values = product(rows, parameters.inputValue);
    const perStep: tf.Tensor3D =
      mask === undefined || indices === undefined ? values : values.gather(indices, 1);
    const masked = mask === undefined ? perStep : perStep.mul<tf.Tensor3D>(mask);
    const made = [masked, product(masked, inputKernel)];
    const { inputKey, inputQuery } = parameters;
    if (inputKey === undefined || inputQuery === undefined) return made;
    const raw = product(rows, inputKey);
    const projected = config.inputKeyNorm === true ? normaliseKeys(raw).normed : raw;
    return [...made, projected, product(projected.mul<tf.Tensor3D>(scale), inputQuery, 'second')];
  }

  /** From gradients of all steps to gradients of the rows `[.., entries, size]`. */
  const collect = (gradient: tf.Tensor3D): tf.Tensor3D => {
    if (indices === undefined) return gradient;
    if (chosenByProduct(entries)) {
      const chosen = tf.oneHot(indices, entries).cast('float32').expandDims<tf.Tensor3D>(0);
      return product(chosen, gradient, 'first');
    }
    const [blocks, lookUps, size] = gradient.shape;
    const flat = gradient.transpose([1, 0, 2]).reshape<tf.Tensor2D>([lookUps, blocks * size]);
    const sums = sumsByEntry(flat, indices, entries);
    return sums.reshape([entries, blocks, size]).transpose<tf.Tensor3D>([1, 0, 2]);
  };

  return {
    ...(lookUp === undefined ? {} : { lookUp }),
    driven,
    ...(indices === undefined ? {} : { lookUpRows: indices }),
    ...(indices === undefined || mask !== undefined ? {} : { drivenRows: indices }),
    made: [
      read,
      driven,
      ...(keys === undefined ? [] : [keys]),
      ...(lookUp === undefined ? [] : [lookUp]),
    ],
    gradients(history) {
      const { drive, attention } = history;
      const scaled = attention === undefined ? drive : drive.mul<tf.Tensor3D>(attention);
      const toRead = mask === undefined ? collect(scaled) : scaled;
      const repeats = modules / read.shape[0];
      const kernel = product(read.tile<tf.Tensor3D>([repeats, 1, 1]), toRead, 'first');
      const backToRead = product(toRead, inputKernel, 'second');
      const toValues =
        mask === undefined
          ? backToRead.sum<tf.Tensor3D>(0, true)
          : collect(backToRead.mul<tf.Tensor3D>(mask).sum<tf.Tensor3D>(0, true));
      const queried =
        keys === undefined
          ? undefined
          : queryGradients(history, parameters, {
              keys,
              scale,
              collect,
              throughNorm: (gradient) =>
                config.inputKeyNorm === true && parameters.inputKey !== undefined
                  ? keyNormGradient(gradient, normaliseKeys(product(rows, parameters.inputKey)))
                  : gradient,
            });
      const fromValues = product(toValues, parameters.inputValue, 'second');
      const toRows = queried === undefined ? fromValues : fromValues.add<tf.Tensor3D>(queried.rows);
      return {
        ...(queried === undefined
          ? {}
          : { inputQuery: queried.query, inputKey: product(rows, queried.keys, 'first') }),
        inputValue: product(rows, toValues, 'first'),
        inputKernel: kernel,
        input: toRows.reshape(indexed === undefined ? [steps, batch, width] : table.shape),
      };
    },
  };
}

/** The way back through the scores `h W_q . key`. */
function queryGradients(
  { hidden, scores }: SingleElementHistory,
  { inputQuery, inputKey }: RimsParameters,
  context: {
    readonly keys: tf.Tensor3D;
    readonly scale: number;
    readonly collect: (gradient: tf.Tensor3D) => tf.Tensor3D;
    readonly throughNorm: (gradient: tf.Tensor3D) => tf.Tensor3D;
  },
): { query: tf.Tensor3D; keys: tf.Tensor3D; rows: tf.Tensor3D } | undefined {
  const { keys, scale, collect, throughNorm } = context;
  if (inputQuery === undefined || inputKey === undefined || scores === undefined) return undefined;
  const toLookUp = collect(hidden.mul<tf.Tensor3D>(scores)).mul<tf.Tensor3D>(scale);
  const modules = toLookUp.shape[0];
  const query = product(toLookUp, keys.tile<tf.Tensor3D>([modules, 1, 1]), 'first');
  const toKeys = throughNorm(product(toLookUp, inputQuery).sum<tf.Tensor3D>(0, true));
  return { query, keys: toKeys, rows: product(toKeys, inputKey, 'second') };
}
