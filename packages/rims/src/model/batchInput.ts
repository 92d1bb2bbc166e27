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
import type { SequenceModelConfig } from './sequenceModelConfig.ts';

/** What a model reads, as plain arrays: a batch of a task, or the user's own. */
export type SequenceArrays = Pick<SequenceBatch, 'steps' | 'size' | 'inputs' | 'lengths'>;

/**
 * Checks sequences before they are read.
 *
 * @param owner - Opens the message.
 * @param sequences - The sequences.
 * @param config - Of the model that is to read them.
 * @throws ShapeError when there is nothing to read, or the kind, width or length does not fit; ValuesError for numbers that are not
 * finite, for tokens outside of the vocabulary and for lengths that no sequence can have.
 */
export function checkSequences(
  owner: string,
  sequences: SequenceArrays,
  { input }: SequenceModelConfig,
): void {
  const { steps, size, inputs } = checkOptions(owner, sequences, 'sequences');
  checkCount(owner, 'steps', steps, { least: 0 });
  checkCount(owner, 'size', size, { least: 0 });
  checkText(owner, 'inputs.kind', checkOptions(owner, inputs, 'inputs').kind, [
    'tokens',
    'vectors',
  ]);
  if (inputs.kind === 'tokens') checkTokenArray(owner, inputs.tokens);
  else checkVectors(owner, inputs);
  const width = inputs.kind === 'tokens' ? 1 : inputs.width;
  const length = inputs.kind === 'tokens' ? inputs.tokens.length : inputs.values.length;
  const fits = inputs.kind === input.kind && (inputs.kind === 'tokens' || width === input.width);
  if (!(steps >= 1 && size >= 1) || length !== steps * size * width || !fits) {
    throw new ShapeError(
      `${owner}: expected ${input.kind}${input.kind === 'tokens' ? '' : ` of width ${input.width}`}, at least one step of one ` +
        `sequence, got ${length} numbers as ${inputs.kind}${inputs.kind === 'tokens' ? '' : ` of width ${width}`} in ${steps} steps of ${size}`,
      { data: { expected: input, actual: { kind: inputs.kind, steps, size, width, length } } },
    );
  }
  if (sequences.lengths !== undefined) checkLengths(owner, sequences.lengths, { steps, size });
  if (inputs.kind === 'vectors') checkFinite(owner, inputs.values, { size, width });
  else
    checkTokens(owner, inputs.tokens, {
      size,
      vocabulary: 'vocabulary' in input ? input.vocabulary : 0,
    });
}

/** Whole numbers are asked for by their array: fractions in another one would be cut off in silence. */
function checkTokenArray(owner: string, tokens: unknown): void {
  checkNumbers(owner, 'tokens', tokens, { kinds: [Int32Array], anyNumber: true });
}

function checkVectors(
  owner: string,
  { width, values }: Readonly<Record<'width' | 'values', unknown>>,
): void {
  checkCount(owner, 'width', width as number);
  checkNumbers(owner, 'values', values, { kinds: [Float32Array], anyNumber: true });
}

function checkLengths(
  owner: string,
  lengths: Int32Array,
  { steps, size }: Pick<SequenceArrays, 'steps' | 'size'>,
): void {
  checkNumbers(owner, 'lengths', lengths, { kinds: [Int32Array], anyNumber: true });
  if (lengths.length !== size) {
    throw new ShapeError(
      `${owner}: expected one length for each of ${size} sequences, got ${lengths.length}`,
      { data: { expected: size, actual: lengths.length } },
    );
  }
  const place = lengths.findIndex((length) => length < 1 || length > steps);
  if (place < 0) return;
  throw new ValuesError(
    `${owner}: expected lengths from 1 to ${steps}, the number of steps, got ${String(lengths[place])} for sequence ${place}`,
    { data: { place, length: lengths[place], steps } },
  );
}

/** Such as `at place 5, step 2 of sequence 1`: steps come one after the other, each with all sequences. */
function whereIn(place: number, size: number, width = 1): string {
  const row = Math.floor(place / width);
  return `at place ${place}, step ${Math.floor(row / size)} of sequence ${row % size}`;
}

function checkFinite(
  owner: string,
  values: Float32Array,
  { size, width }: { readonly size: number; readonly width: number },
): void {
  const place = values.findIndex((value) => !Number.isFinite(value));
  if (place < 0) return;
  throw new ValuesError(
    `${owner}: expected finite numbers, got ${String(values[place])} ${whereIn(place, size, width)}`,
    { data: { place, value: values[place] } },
  );
}

function checkTokens(
  owner: string,
  tokens: Int32Array,
  { size, vocabulary }: { readonly size: number; readonly vocabulary: number },
): void {
  const place = tokens.findIndex((token) => token < 0 || token >= vocabulary);
  if (place < 0) return;
  throw new ValuesError(
    `${owner}: expected tokens from 0 to ${vocabulary - 1}, got ${String(tokens[place])} ${whereIn(place, size)}`,
    { data: { place, token: tokens[place], vocabulary } },
  );
}

/**
 * @param sequences - Checked sequences.
 * @returns Their tensor: int32 `[steps, size]` of tokens, or `[steps, size, width]` of vectors. The caller disposes of it.
 */
export function sequenceTensor({ steps, size, inputs }: SequenceArrays): tf.Tensor2D | tf.Tensor3D {
  return inputs.kind === 'tokens'
    ? tf.tensor2d(inputs.tokens, [steps, size], 'int32')
    : tf.tensor3d(inputs.values, [steps, size, inputs.width]);
}
