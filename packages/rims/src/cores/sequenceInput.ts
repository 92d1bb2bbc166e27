import * as tf from '@tensorflow/tfjs';
import { checkOptions, checkTensor, ShapeError } from '@causal-mechanisms/tensor-utils';
import { product } from './shared/product.ts';

/** Rows of a table by number, such as embedded tokens: what a core computes of a row, it computes once per entry. */
export interface IndexedInput {
  /** The rows `[entries, width]`. */
  readonly table: tf.Tensor2D;
  /** Which row at which step, int32 `[steps, batch]`. */
  readonly indices: tf.Tensor2D;
}

/**
 * What a core reads: one vector per step `[steps, batch, width]`; several elements per step `[steps, batch, elements, width]`,
 * which recurrent independent mechanisms attend to; or rows of a table.
 */
export type SequenceInput = tf.Tensor3D | tf.Tensor4D | IndexedInput;

/** The sizes of a {@link SequenceInput}. */
export interface SequenceSizes {
  /** Time steps. */
  readonly steps: number;
  /** Sequences side by side. */
  readonly batch: number;
  /** Elements per step: 1 unless the input has rank 4. */
  readonly elements: number;
  /** The width of one element. */
  readonly width: number;
}

/**
 * Checks that an input is made of live tensors of the right type.
 *
 * @param owner - Opens the message.
 * @param input - The input.
 * @param name - The argument.
 * @throws ArgumentError, DisposedError when it is not.
 */
export function checkInputTensors(owner: string, input: SequenceInput, name = 'input'): void {
  if ((input as unknown) instanceof tf.Tensor) {
    checkTensor(owner, name, input);
    return;
  }
  const { table, indices } = checkOptions(owner, input as IndexedInput, name);
  checkTensor(owner, `${name}.table`, table);
  checkTensor(owner, `${name}.indices`, indices, { dtype: ['int32', 'float32'] });
}

/** Whether an input is rows of a table. */
export function isIndexed(input: SequenceInput): input is IndexedInput {
  return 'table' in input;
}

/**
 * Checks an input at the border of a core.
 *
 * @param owner - Opens the message.
 * @param input - The input.
 * @param expected - The width of one element, and how many elements there are. Default: one element.
 * @returns Its sizes.
 * @throws ShapeError when there is no step, no sequence, or the sizes differ from those expected.
 */
export function checkSequenceInput(
  owner: string,
  input: SequenceInput,
  expected: { readonly width: number; readonly elements?: number },
): SequenceSizes {
  const sizes = sizesOf(owner, input);
  const { elements = 1, width } = expected;
  if (sizes.steps < 1 || sizes.batch < 1) {
    throw new ShapeError(
      `${owner}: the sequence must have at least one step and one row, got ${sizes.steps} steps of ${sizes.batch} rows`,
      { data: { ...sizes } },
    );
  }
  if (sizes.width !== width || sizes.elements !== elements) {
    throw new ShapeError(
      `${owner}: expected ${elements} element(s) of width ${width} per step, got ${sizes.elements} of width ${sizes.width}`,
      { data: { expected: { elements, width }, actual: sizes } },
    );
  }
  return sizes;
}

function sizesOf(owner: string, input: SequenceInput): SequenceSizes {
  checkInputTensors(owner, input);
  if (isIndexed(input)) {
    const { table, indices } = input;
    if (table.rank !== 2 || indices.rank !== 2 || indices.dtype !== 'int32') {
      throw new ShapeError(
        `${owner}: an indexed input is a table [entries, width] and int32 indices [steps, batch], got ` +
          `[${table.shape.join()}] and ${indices.dtype} [${indices.shape.join()}]`,
        { data: { table: table.shape, indices: indices.shape, dtype: indices.dtype } },
      );
    }
    const [steps, batch] = indices.shape;
    return { steps, batch, elements: 1, width: table.shape[1] };
  }
  const shape: readonly number[] = input.shape;
  if (shape.length !== 3 && shape.length !== 4) {
    throw new ShapeError(
      `${owner}: expected [steps, batch, width] or [steps, batch, elements, width], got [${shape.join()}]`,
      { data: { actual: shape } },
    );
  }
  const [steps = 0, batch = 0, third = 0, fourth] = shape;
  return fourth === undefined
    ? { steps, batch, elements: 1, width: third }
    : { steps, batch, elements: third, width: fourth };
}

/**
 * An input of one element per step without the axis of elements.
 *
 * @param input - As a core takes it, and checked.
 * @returns The input itself, or a view of it that the caller's tidy disposes of.
 */
export function withoutElements(input: SequenceInput): tf.Tensor3D | IndexedInput {
  if (isIndexed(input) || input.rank === 3) return input as tf.Tensor3D | IndexedInput;
  return input.squeeze<tf.Tensor3D>([2]);
}

/**
 * Multiplies every vector of an input of one element with a matrix: once per table entry where the input has a table.
 * Differentiable in the input and the kernel.
 *
 * @param input - `[steps, batch, width]`, or rows of a table.
 * @param kernel - `[width, size]`.
 * @param bias - `[size]`, added. Default: none.
 * @returns `[steps, batch, size]`; the caller disposes of it.
 */
export function projectInput(
  input: tf.Tensor3D | IndexedInput,
  kernel: tf.Tensor2D,
  bias?: tf.Tensor1D,
): tf.Tensor3D {
  return tf.tidy(() => {
    const flat = (rows: tf.Tensor2D) => {
      const projected = product(rows, kernel);
      return bias === undefined ? projected : projected.add<tf.Tensor2D>(bias);
    };
    if (isIndexed(input))
      return tf.gather(flat(input.table), input.indices) as unknown as tf.Tensor3D;
    const [steps, batch, width] = input.shape;
    return flat(input.reshape([steps * batch, width])).reshape([steps, batch, -1]);
  });
}

/**
 * The vectors of an input of one element, without a table.
 *
 * @param input - `[steps, batch, width]`, or rows of a table.
 * @returns `[steps, batch, width]`: the input itself, or a gathered tensor that the caller's tidy disposes of.
 */
export function denseInput(input: tf.Tensor3D | IndexedInput): tf.Tensor3D {
  return isIndexed(input)
    ? (tf.gather(input.table, input.indices) as unknown as tf.Tensor3D)
    : input;
}
