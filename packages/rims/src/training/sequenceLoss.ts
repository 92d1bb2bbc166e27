import * as tf from '@tensorflow/tfjs';
import type { SequenceBatch } from '@causal-mechanisms/datasets';
import {
  checkCount,
  checkNumbers,
  checkOptions,
  checkText,
  ShapeError,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import { countedRows } from '../model/ownSteps.ts';

/** Which answers count. */
export interface LossOptions {
  /** All of them, or those that the score looks at. */
  readonly over: 'all' | 'scored';
}

/** What {@link checkTargets} needs to know of the answers. */
interface AnswerSizes {
  /** Answers per sequence. */
  readonly steps: number;
  /** Sequences. */
  readonly size: number;
  /** The width of an answer. */
  readonly outputs: number;
}

/**
 * Checks what a batch asks for. To be done before a tape runs: TensorFlow.js loses what is saved on a tape that an error ends.
 *
 * @param batch - The batch.
 * @param answers - The sizes of the answers.
 * @param options - Which answers count; values of others are not looked at.
 * @throws ShapeError when the number of targets does not fit; ValuesError for classes that there are not and values that are not finite.
 */
export function checkTargets(
  batch: SequenceBatch,
  { steps, size, outputs }: AnswerSizes,
  options: LossOptions,
): void {
  const owner = 'trainSequenceModel';
  const { targets, scored } = batch;
  checkCount(owner, 'scored', scored, { least: 0 });
  const kinds = ['classes', 'values'];
  checkText(owner, 'targets.kind', checkOptions(owner, targets, 'targets').kind, kinds);
  if (targets.kind === 'classes') {
    checkNumbers(owner, 'classes', targets.classes, { kinds: [Int32Array], anyNumber: true });
  } else checkNumbers(owner, 'values', targets.values, { kinds: [Float32Array], anyNumber: true });
  const { wanted, width, counted, rows } = targetsOf(batch, steps, options);
  if (wanted.length !== steps * size * width || (targets.kind === 'values' && width !== outputs)) {
    throw new ShapeError(
      `sequenceLoss: expected targets for ${steps} answers of ${size} sequences, got ${wanted.length} numbers of width ${width}`,
      { data: { steps, size, outputs, targets: wanted.length, width } },
    );
  }
  const last =
    rows === undefined
      ? wanted.subarray((steps - counted) * size * width)
      : takeRows(wanted, rows, width);
  if (targets.kind === 'classes') checkClasses(last as Int32Array, outputs);
  else checkValues(last as Float32Array);
}

/**
 * The loss of answers: mean cross entropy of classes in nats, or mean squared error of values. Each answer counts alike, whatever the
 * length of its sequence; padding does not count.
 *
 * @param answers - Logits or values `[answers, batch, outputs]`; not disposed.
 * @param batch - What was asked for.
 * @param options - Which answers count.
 * @returns A scalar, differentiable in the answers; the caller disposes of it.
 * @throws ShapeError, ValuesError as {@link checkTargets}.
 */
export function sequenceLoss(
  answers: tf.Tensor3D,
  batch: SequenceBatch,
  options: LossOptions,
): tf.Scalar {
  const [steps, size, outputs] = answers.shape;
  checkTargets(batch, { steps, size, outputs }, options);
  const { wanted, width, counted, rows } = targetsOf(batch, steps, options);
  const count = rows?.length ?? counted * size;
  const last =
    rows === undefined
      ? wanted.subarray((steps - counted) * size * width)
      : takeRows(wanted, rows, width);
  return tf.tidy(() => {
    const flat =
      rows === undefined
        ? answers
            .slice([steps - counted, 0, 0], [counted, size, outputs])
            .reshape<tf.Tensor2D>([count, outputs])
        : tf.gather(
            answers.reshape<tf.Tensor2D>([steps * size, outputs]),
            tf.tensor1d(rows, 'int32'),
          );
    if (batch.targets.kind === 'values') {
      const truth = tf.tensor2d(last as Float32Array, [count, outputs]);
      return flat.sub(truth).square().mean<tf.Scalar>();
    }
    const labels = tf.oneHot(tf.tensor1d(last as Int32Array, 'int32'), outputs);
    // The loss of TensorFlow.js keeps a tensor that the leak check of its own test mode takes for lost.
    return tf.logSoftmax(flat).mul(labels).sum().div<tf.Scalar>(-count);
  });
}

/** What a batch asks for. */
interface WantedAnswers {
  /** All targets, as one array. */
  readonly wanted: Int32Array | Float32Array;
  /** Numbers per target. */
  readonly width: number;
  /** How many of the last answers count. */
  readonly counted: number;
  /** The rows of the answers that count, where sequences are of unequal length. */
  readonly rows: Int32Array | undefined;
}

function targetsOf(
  { targets, targetAt, scored, size, lengths }: SequenceBatch,
  steps: number,
  { over }: LossOptions,
): WantedAnswers {
  const counted = over === 'all' ? steps : Math.min(scored, steps);
  const rows =
    lengths === undefined || targetAt === 'last'
      ? undefined
      : countedRows({ steps, size, lengths }, counted);
  return targets.kind === 'classes'
    ? { wanted: targets.classes, width: 1, counted, rows }
    : { wanted: targets.values, width: targets.width, counted, rows };
}

function takeRows(
  wanted: Int32Array | Float32Array,
  rows: Int32Array,
  width: number,
): Int32Array | Float32Array {
  const taken =
    wanted instanceof Int32Array
      ? new Int32Array(rows.length * width)
      : new Float32Array(rows.length * width);
  rows.forEach((row, place) => {
    taken.set(wanted.subarray(row * width, (row + 1) * width), place * width);
  });
  return taken;
}

function checkClasses(classes: Int32Array, outputs: number): void {
  const place = classes.findIndex((value) => value < 0 || value >= outputs);
  if (place < 0) return;
  throw new ValuesError(
    `sequenceLoss: expected classes from 0 to ${outputs - 1}, got ${String(classes[place])}`,
    { data: { place, value: classes[place], outputs } },
  );
}

function checkValues(values: Float32Array): void {
  const place = values.findIndex((value) => !Number.isFinite(value));
  if (place < 0) return;
  throw new ValuesError(`sequenceLoss: expected finite targets, got ${String(values[place])}`, {
    data: { place, value: values[place] },
  });
}
