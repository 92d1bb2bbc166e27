import * as tf from '@tensorflow/tfjs';
import { product } from '../../../shared/product.ts';
import { denseInput, isIndexed } from '../../../sequenceInput.ts';
import type { RimsPassInput } from '../../rimsPass.ts';
import { inputWants } from '../../inputWants.ts';
import { keyNormGradient, normaliseKeys } from '../../keyNorm.ts';
import { selectModules } from '../../selectModules.ts';
import type { InputReader } from './inputReader.ts';
import { stackSteps } from '../../../shared/axes.ts';

/**
 * Reads several elements per step, or with several heads: a softmax over the elements and the row of zeros, whose scores are all
 * zero, per head. Keys and values of all steps are made before the first one.
 *
 * @param pass - Parameters and input.
 * @param made - What the reader of the forward pass made. Default: it is made.
 * @returns The reader.
 */
export function attendingReader(pass: RimsPassInput, made?: readonly tf.Tensor[]): InputReader {
  const { config, sizes, parameters, masks, input } = pass;
  const { steps, batch, elements, width } = sizes;
  const { modules, inputHeads: heads, inputKeyWidth, activeModules } = config;
  const { inputQuery, inputKey, inputValue, inputKernel } = parameters;
  const scale = 1 / Math.sqrt(inputKeyWidth);
  const valueWidth = config.inputValueWidth / heads;
  const dense = isIndexed(input) || input.rank === 3 ? denseInput(input as tf.Tensor3D) : input;
  // Elements first: each may have a matrix of its own.
  const rows = dense.reshape([steps * batch, elements, width]).transpose<tf.Tensor3D>([1, 0, 2]);
  /** `[steps, batch, heads, elements, size]` */
  const projected = (kernel: tf.Tensor3D, size: number): tf.Tensor5D =>
    product(rows, kernel).reshape([elements, steps, batch, heads, size]).transpose([1, 2, 3, 0, 4]);
  const project = (kernel: tf.Tensor3D, size: number): tf.Tensor4D[] =>
    tf.unstack(projected(kernel, size)) as tf.Tensor4D[];
  const projectKeys = (kernel: tf.Tensor3D): tf.Tensor4D[] =>
    config.inputKeyNorm === true
      ? (tf.unstack(normaliseKeys(projected(kernel, inputKeyWidth)).normed) as tf.Tensor4D[])
      : project(kernel, inputKeyWidth);
  /** `[batch, heads, elements, size]` per step. */
  const values = (made?.slice(0, steps) ?? project(inputValue, valueWidth)) as tf.Tensor4D[];
  const keys =
    inputKey === undefined
      ? undefined
      : ((made?.slice(steps) ?? projectKeys(inputKey)) as tf.Tensor4D[]);
  const inputMasks =
    masks.input === undefined ? undefined : (tf.unstack(masks.input) as tf.Tensor3D[]);

  const byModule = (byHead: tf.Tensor4D): tf.Tensor3D =>
    byHead.transpose([2, 0, 1, 3]).reshape([modules, batch, -1]);
  const byHead = (merged: tf.Tensor3D, size: number): tf.Tensor4D =>
    merged.reshape([modules, batch, heads, size]).transpose([1, 2, 0, 3]);
  const masked = (read: tf.Tensor3D, t: number): tf.Tensor3D => {
    const mask = inputMasks?.[t];
    return mask === undefined ? read : read.mul(mask);
  };
  /** Back to the elements, and through their matrices. */
  const throughRows = (gradients: tf.Tensor5D, kernel: tf.Tensor3D) => {
    const size = kernel.shape[2];
    const toProjected = gradients
      .transpose([3, 0, 1, 2, 4])
      .reshape<tf.Tensor3D>([elements, steps * batch, size]);
    const each = product(rows, toProjected, 'first');
    return {
      kernel: kernel.shape[0] === elements ? each : each.sum<tf.Tensor3D>(0, true),
      rows: product(toProjected, kernel, 'second'),
    };
  };

  return {
    made: [...values, ...(keys ?? [])],
    step(t, hidden) {
      const value = values[t] as tf.Tensor4D;
      const key = keys?.[t];
      if (inputQuery === undefined || key === undefined) {
        const mean = value.mean(2).reshape([1, batch, -1]).tile<tf.Tensor3D>([modules, 1, 1]);
        const read = masked(mean, t);
        return { drive: product(read, inputKernel), saved: [read] };
      }
      const queries = byHead(product(hidden, inputQuery), inputKeyWidth);
      const scores = product(queries, key, 'second').mul<tf.Tensor4D>(scale);
      const attention = softmaxBesideNull(scores);
      const read = masked(byModule(product(attention, value)), t);
      return {
        drive: product(read, inputKernel),
        ...(activeModules === modules
          ? {}
          : { active: selectModules(inputWants(scores, attention), activeModules) }),
        saved: [read, attention, queries],
      };
    },
    stepGradient(t, _hidden, drive, [, attention, queries]) {
      const value = values[t] as tf.Tensor4D;
      const key = keys?.[t];
      const toRead = masked(product(drive, inputKernel, 'second'), t);
      if (
        attention === undefined ||
        queries === undefined ||
        inputQuery === undefined ||
        key === undefined
      ) {
        const share = toRead
          .sum(0)
          .reshape([batch, heads, 1, valueWidth])
          .div<tf.Tensor4D>(elements);
        return { kept: [share.tile([1, 1, elements, 1])] };
      }
      const toHeads = byHead(toRead, valueWidth);
      const toValue = product(attention, toHeads, 'first');
      const toAttention = product(toHeads, value, 'second');
      const weighted = attention.mul(toAttention);
      const toScores = weighted.sub(attention.mul(weighted.sum(3, true))).mul<tf.Tensor4D>(scale);
      const toQueries = byModule(product(toScores, key));
      const toKey = product(toScores, queries, 'first');
      return {
        hidden: product(toQueries, inputQuery, 'second'),
        kept: [toValue, toKey, toQueries],
      };
    },
    finish({ hidden, drive, saved, kept }) {
      const read = stackSteps(saved.map(([first]) => first as tf.Tensor3D));
      const stacked = (place: number) =>
        tf.stack(kept.map((step) => step[place] as tf.Tensor)) as tf.Tensor5D;
      const throughNorm = (gradients: tf.Tensor5D, kernel: tf.Tensor3D) =>
        config.inputKeyNorm === true
          ? keyNormGradient(gradients, normaliseKeys(projected(kernel, inputKeyWidth)))
          : gradients;
      const value = throughRows(stacked(0), inputValue);
      const attended = inputKey !== undefined && inputQuery !== undefined;
      const key = attended ? throughRows(throughNorm(stacked(1), inputKey), inputKey) : undefined;
      const toRows = key === undefined ? value.rows : value.rows.add<tf.Tensor3D>(key.rows);
      const toInput = toRows.transpose([1, 0, 2]);
      return {
        ...(key === undefined
          ? {}
          : {
              inputKey: key.kernel,
              inputQuery: product(
                hidden,
                stackSteps(kept.map(([, , third]) => third as tf.Tensor3D)),
                'first',
              ),
            }),
        inputValue: value.kernel,
        inputKernel: product(read, drive, 'first'),
        input: isIndexed(input)
          ? tf.unsortedSegmentSum(
              toInput.reshape([steps * batch, width]),
              input.indices.reshape([steps * batch]),
              input.table.shape[0],
            )
          : toInput.reshape(input.shape),
      };
    },
  };
}

/** The attention on the elements: what is missing to one is the attention on the row of zeros. */
function softmaxBesideNull(scores: tf.Tensor4D): tf.Tensor4D {
  const largest = scores.max<tf.Tensor4D>(3, true).relu();
  const elements = scores.sub<tf.Tensor4D>(largest).exp();
  return elements.div(elements.sum(3, true).add(largest.neg().exp()));
}
