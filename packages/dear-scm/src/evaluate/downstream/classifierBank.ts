import * as tf from '@tensorflow/tfjs';
import {
  ArgumentError,
  checkCount,
  checkInstance,
  checkNumber,
  checkNumbers,
  checkOptions,
  checkSignal,
  DisposedError,
  FlatAdam,
  pacer,
  ParameterVector,
  RandomStream,
  ShapeError,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import { isList } from '../../checks.ts';
import { smallForward, smallGradient, smallLayout, smallStart } from './smallNetworks.ts';

/** How the small classifiers of downstream tasks are trained. */
export interface DownstreamTraining {
  /** Units of each of the two hidden layers. Default: 64. */
  readonly hidden?: number;
  /** Adam's step size. Default: 2e-3. */
  readonly learningRate?: number;
  /** Rows per update, at most as many as there are to learn from. Default: 32 for up to 1000 rows, 128 above. */
  readonly batchSize?: number;
  /** How often every row is seen. Default: 120 for up to 1000 rows, 25 above. */
  readonly epochs?: number;
}

/** Rows of numbers with a binary label each. */
export interface LabelledRows {
  /** `[rows, width]`, row by row. */
  readonly values: Float32Array;
  /** Numbers per row. */
  readonly width: number;
  /** One per row, 0 or 1. */
  readonly labels: ArrayLike<number>;
}

/** Options of {@link trainClassifierBank}. */
export interface ClassifierBankOptions extends DownstreamTraining {
  /** Which rows each classifier learns from: one list per classifier, all of the same length. */
  readonly subsets: readonly Int32Array[];
  /** Where starts and orders are drawn from; classifier i draws from its child `classifier i`. */
  readonly stream: RandomStream;
  /** Ends the training with the reason of the signal. Default: none. */
  readonly signal?: AbortSignal | undefined;
}

/** Many small classifiers, trained side by side. */
export interface ClassifierBank {
  /** How many classifiers. */
  readonly size: number;
  /** Numbers per row. */
  readonly width: number;
  /**
   * @param values - `[rows, width]`, row by row.
   * @returns The logits of every row, one array per classifier.
   * @throws ShapeError when the rows have another width; DisposedError.
   */
  logits(values: Float32Array): Promise<Float32Array[]>;
  /** Disposes of the parameters. */
  dispose(): void;
}

const OWNER = 'trainClassifierBank';

/** Rows up to which a training set counts as small. */
const SMALL = 1000;

/**
 * Trains many classifiers width -> hidden -> hidden -> 1 (ReLU) on binary labels with Adam, one per list of rows, all in the same
 * operations: hundreds of them take little longer than one.
 *
 * Each minimises its mean cross entropy, and its numbers do not depend on the others. Rows are shuffled every epoch; the last batch of
 * an epoch may be smaller.
 *
 * @param rows - What there is to learn from.
 * @param options - Which rows, where random numbers come from, settings.
 * @returns The classifiers; the caller disposes of them.
 * @throws ShapeError when rows and labels do not fit, or the lists differ in length; ValuesError for labels other than 0 and 1 and values
 * that are not finite; ArgumentError for lists that are empty or point beyond the rows, and settings out of their range.
 *
 * @example
 * ```ts
 * import { trainClassifierBank } from '@causal-mechanisms/dear-scm';
 * import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const rows = { values: Float32Array.of(-2, -1, 1, 2), width: 1, labels: [0, 0, 1, 1] };
 * const all = Int32Array.of(0, 1, 2, 3);
 * const bank = await trainClassifierBank(rows, { subsets: [all, all], stream: new RandomStream(1) });
 * const logits = await bank.logits(Float32Array.of(-3, 3));
 * console.log(logits.map(([low = 0, high = 0]) => low < 0 && high > 0)); // [ true, true ]
 * bank.dispose();
 * ```
 */
export async function trainClassifierBank(
  rows: LabelledRows,
  options: ClassifierBankOptions,
): Promise<ClassifierBank> {
  const { subsets, stream, signal } = checkOptions(OWNER, options);
  checkSignal(OWNER, signal);
  checkInstance(OWNER, 'stream', stream, RandomStream);
  const length = checkSubsets(checkOptions(OWNER, rows, 'rows'), subsets);
  const small = length <= SMALL;
  const { hidden = 64, learningRate = 2e-3, epochs = small ? 120 : 25 } = options;
  checkCount(OWNER, 'batchSize', options.batchSize === undefined ? 1 : options.batchSize);
  checkNumber(OWNER, 'learningRate', learningRate, { above: 0, most: 1 });
  const batchSize = Math.min(options.batchSize ?? (small ? 32 : 128), length);
  checkCount(OWNER, 'hidden', hidden, { most: 4096 });
  checkCount(OWNER, 'epochs', epochs);
  const sizes = { networks: subsets.length, width: rows.width, hidden };
  const streams = subsets.map((_, i) => stream.split(`classifier ${i}`));
  const orders = streams.map((each) => each.split('orders'));
  const shuffled = subsets.map((subset) => subset.slice());
  const layout = smallLayout(sizes);
  const adam = new FlatAdam(layout.length, { learningRate });
  const vector = new ParameterVector(layout, tf.tensor1d(smallStart(sizes, streams)));
  const pause = pacer();
  try {
    for (let epoch = 0; epoch < epochs; epoch++) {
      shuffled.forEach((subset, i) => orders[i]?.shuffle(subset));
      for (let from = 0; from < length; from += batchSize) {
        signal?.throwIfAborted();
        const batch = gather(rows, shuffled, from, Math.min(from + batchSize, length));
        const gradient = smallGradient(vector.views, batch.x, batch.y);
        vector.replace(adam.update(vector.values, gradient));
        tf.dispose([gradient, batch.x, batch.y]);
        await pause();
      }
    }
    // What the native backend queued is done here, and a loss that ran away shows.
    const finite = (await vector.values.data<'float32'>()).every(Number.isFinite);
    if (!finite) {
      throw new ValuesError(
        'trainClassifierBank: the parameters became infinite; try a smaller learningRate or smaller values',
        { data: { learningRate } },
      );
    }
  } catch (error) {
    vector.dispose();
    throw error;
  } finally {
    adam.dispose();
  }
  return bankOf(vector, { size: subsets.length, width: rows.width });
}

/** Rows that are read at a time: bounds the memory. */
const CHUNK = 4096;

function bankOf(
  vector: ParameterVector,
  { size, width }: Pick<ClassifierBank, 'size' | 'width'>,
): ClassifierBank {
  let disposed = false;
  return {
    size,
    width,
    async logits(values) {
      if (disposed) throw new DisposedError('ClassifierBank.logits: the bank was disposed before');
      checkNumbers('ClassifierBank.logits', 'values', values, { kinds: [Float32Array] });
      const rows = values.length / width;
      if (!Number.isInteger(rows)) {
        throw new ShapeError(
          `ClassifierBank.logits: expected rows of ${width} numbers, got ${values.length} numbers`,
          { data: { width, length: values.length } },
        );
      }
      const found = Array.from({ length: size }, () => new Float32Array(rows));
      for (let from = 0; from < rows; from += CHUNK) {
        const chunk = Math.min(CHUNK, rows - from);
        const logits = tf.tidy(() => {
          const part = values.subarray(from * width, (from + chunk) * width);
          const x = tf.tensor3d(part, [1, chunk, width]).tile<tf.Tensor3D>([size, 1, 1]);
          return smallForward(vector.views, x).logits;
        });
        const numbers = await logits.data<'float32'>();
        logits.dispose();
        found.forEach((one, i) => {
          one.set(numbers.subarray(i * chunk, (i + 1) * chunk), from);
        });
      }
      return found;
    },
    dispose() {
      if (disposed) return;
      disposed = true;
      vector.dispose();
    },
  };
}

/** The same places of every list: inputs `[networks, batch, width]` and labels `[networks, batch, 1]`. */
function gather(
  { values, width, labels }: LabelledRows,
  lists: readonly Int32Array[],
  from: number,
  to: number,
): { readonly x: tf.Tensor3D; readonly y: tf.Tensor3D } {
  const batch = to - from;
  const x = new Float32Array(lists.length * batch * width);
  const y = new Float32Array(lists.length * batch);
  lists.forEach((list, network) => {
    for (let i = 0; i < batch; i++) {
      const row = list[from + i] ?? 0;
      const place = network * batch + i;
      x.set(values.subarray(row * width, (row + 1) * width), place * width);
      y[place] = labels[row] ?? 0;
    }
  });
  return {
    x: tf.tensor3d(x, [lists.length, batch, width]),
    y: tf.tensor3d(y, [lists.length, batch, 1]),
  };
}

/** @returns How many rows each list has. */
function checkSubsets(
  { values, width, labels }: LabelledRows,
  subsets: readonly Int32Array[],
): number {
  const owner = OWNER;
  checkCount(owner, 'rows.width', width);
  checkNumbers(owner, 'rows.values', values, { anyNumber: true, kinds: [Float32Array] });
  checkNumbers(owner, 'rows.labels', labels, { anyNumber: true });
  if (!isList(subsets)) {
    throw new ArgumentError(`${owner}: subsets must be an array of lists of rows`, {
      data: { subsets },
    });
  }
  subsets.forEach((subset, i) => {
    checkNumbers(owner, `subsets[${i}]`, subset, { anyNumber: true, kinds: [Int32Array] });
  });
  if (values.length !== labels.length * width) {
    throw new ShapeError(
      `${owner}: expected ${width} numbers for each of ${labels.length} labels, got ${values.length}`,
      { data: { width, labels: labels.length, values: values.length } },
    );
  }
  const length = subsets[0]?.length ?? 0;
  if (length === 0) {
    throw new ArgumentError(`${owner}: subsets must hold at least one list of at least one row`, {
      data: { subsets: subsets.map((subset) => subset.length) },
    });
  }
  for (const [i, subset] of subsets.entries()) {
    if (subset.length !== length) {
      throw new ShapeError(
        `${owner}: subsets must be lists of the same length, got ${length} and ${subset.length} rows`,
        { data: { list: i, expected: length, actual: subset.length } },
      );
    }
    for (const row of subset) checkRow(owner, row, { values, width, labels });
  }
  return length;
}

function checkRow(owner: string, row: number, { values, width, labels }: LabelledRows): void {
  if (!(row >= 0 && row < labels.length)) {
    throw new ArgumentError(`${owner}: expected rows below ${labels.length}, got ${row}`, {
      data: { row, rows: labels.length },
    });
  }
  const label = labels[row];
  if (label !== 0 && label !== 1) {
    throw new ValuesError(`${owner}: expected a label of 0 or 1 at row ${row}, got ${label}`, {
      data: { row, label },
    });
  }
  for (let i = 0; i < width; i++) {
    const value = values[row * width + i] ?? NaN;
    if (Number.isFinite(value)) continue;
    throw new ValuesError(`${owner}: expected finite values at row ${row}, got ${value}`, {
      data: { row, column: i, value },
    });
  }
}
