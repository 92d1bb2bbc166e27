import {
  checkCount,
  checkFunction,
  checkNumbers,
  checkOptions,
  checkText,
  ShapeError,
} from '@causal-mechanisms/tensor-utils';
import { checkImageShape, MOST_NUMBERS } from '../image/datasetChecks.ts';
import { checkIndices } from '../image/readChecks.ts';
import type { FrameSequences } from './frameSequences.ts';

/**
 * Checks the arguments of `read` of image sequences.
 *
 * @param owner - The data set; opens the message.
 * @param indices - Should all be in [0, size).
 * @param out - Should have room for exactly these sequences.
 * @param size - Sequences there are.
 * @param perSequence - Numbers per sequence.
 * @throws ArgumentError for an index that is not there, ShapeError for an array of the wrong length.
 */
export function checkFrameRead(
  owner: string,
  indices: Int32Array,
  out: Float32Array | Uint8Array,
  size: number,
  perSequence: number,
): void {
  checkTrackRead(`${owner}.read`, indices, size);
  checkNumbers(`${owner}.read`, 'out', out, { kinds: [Float32Array, Uint8Array], anyNumber: true });
  checkRoom(`${owner}.read`, indices.length, out.length, perSequence);
}

/**
 * Checks the arguments of `masks` of image sequences.
 *
 * @param owner - The data set; opens the message.
 * @param indices - Should all be in [0, size).
 * @param out - Should have room for exactly these sequences.
 * @param size - Sequences there are.
 * @param perSequence - Pixels per sequence.
 * @throws ArgumentError for an index that is not there, ShapeError for an array of the wrong length.
 */
export function checkMaskRead(
  owner: string,
  indices: Int32Array,
  out: Uint8Array,
  size: number,
  perSequence: number,
): void {
  checkTrackRead(`${owner}.masks`, indices, size);
  checkNumbers(`${owner}.masks`, 'out', out, { kinds: [Uint8Array], anyNumber: true });
  checkRoom(`${owner}.masks`, indices.length, out.length, perSequence);
}

/**
 * Checks the indices of image sequences.
 *
 * @param owner - The data set; opens the message.
 * @param indices - Should all be in [0, size).
 * @param size - Sequences there are.
 * @throws ArgumentError for an index that is not there.
 */
export function checkTrackRead(owner: string, indices: Int32Array, size: number): void {
  checkNumbers(owner, 'indices', indices, { kinds: [Int32Array], anyNumber: true });
  checkIndices(owner, indices, size, 'indices');
}

function checkRoom(owner: string, count: number, length: number, perSequence: number): void {
  if (length === count * perSequence) return;
  throw new ShapeError(
    `${owner}: ${count} sequences need an out of ${count * perSequence} numbers, got ${length}`,
    { data: { expected: count * perSequence, actual: length } },
  );
}

/**
 * Checks what image sequences say of themselves; reads none.
 *
 * @param owner - The function that asks; opens the message.
 * @param name - The argument.
 * @param sequences - What the caller gave.
 * @throws ArgumentError when they are none, or a part of them is none; ShapeError when their shape is that of no image.
 */
export function checkFrameSequences(owner: string, name: string, sequences: FrameSequences): void {
  const given = checkOptions(owner, sequences, name);
  checkText(owner, `${name}.name`, given.name);
  checkCount(owner, `${name}.size`, given.size, { most: 2 ** 31 - 1 });
  checkImageShape(owner, `${name}.shape`, given.shape);
  const perStep = given.shape.reduce((product, side) => product * side, 1);
  checkCount(owner, `${name}.steps`, given.steps, { most: Math.floor(MOST_NUMBERS / perStep) });
  const methods: Readonly<Partial<Record<'read' | 'tracks' | 'masks', unknown>>> = given;
  checkFunction(owner, `${name}.read`, methods.read);
  if (methods.tracks !== undefined) checkFunction(owner, `${name}.tracks`, methods.tracks);
  if (methods.masks !== undefined) checkFunction(owner, `${name}.masks`, methods.masks);
}
