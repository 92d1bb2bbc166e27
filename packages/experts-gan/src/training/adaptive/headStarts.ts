import type { Tensor4D } from '@tensorflow/tfjs';
import { crossCorrelations } from '../../bank/crossCorrelations.ts';
import { REACH } from './bankLook.ts';
import type { HeadStart, StructureState } from './structureState.ts';

type Halves = Extract<HeadStart, { readonly kind: 'halves' }>;

/** For each expert that was split: which images of a batch are for its copy. */
export type ImagesForCopies = ReadonlyMap<number, readonly boolean[]>;

/**
 * Parts a batch between every expert that was split and its copy: by what the expert does to the images.
 *
 * @param state - The head starts that are not over.
 * @param batch - `[n, height, width, c]`; not disposed.
 * @param apply - Gives an expert's outputs, which are disposed of here.
 * @returns What is for the copies, by the number of the copy; empty where nobody was split.
 */
export async function partBatch(
  { ids, headStarts }: Pick<StructureState, 'ids' | 'headStarts'>,
  batch: Tensor4D,
  apply: (batch: Tensor4D, place: number) => Tensor4D,
): Promise<ImagesForCopies> {
  const halves = headStarts.filter((each): each is Halves => each.kind === 'halves');
  const found = new Map<number, readonly boolean[]>();
  if (halves.length === 0) return found;
  const before = await batch.data<'float32'>();
  const [, height, width, channels] = batch.shape;
  for (const { expert, copy, centres } of halves) {
    const outputs = apply(batch, ids.indexOf(expert));
    const after = await outputs.data<'float32'>();
    outputs.dispose();
    const rows = crossCorrelations(before, after, [height, width, channels], REACH);
    const distance = (row: Float64Array, centre: readonly number[]) =>
      row.reduce((sum, value, k) => sum + (value - (centre[k] ?? 0)) ** 2, 0);
    found.set(
      copy,
      rows.map((row) => distance(row, centres[1]) < distance(row, centres[0])),
    );
  }
  return found;
}

/**
 * Gives new experts their images first: what is served by nobody, or one of the two things that an expert did.
 *
 * @param winners - As they were chosen.
 * @param scores - Expert by expert: entry `expert * images + image`.
 * @param state - The experts, and the head starts that are not over.
 * @param forCopies - What is for the copies.
 * @returns The winners, some of them others.
 */
export function withHeadStarts(
  winners: Int32Array,
  scores: Float32Array,
  { ids, headStarts }: Pick<StructureState, 'ids' | 'headStarts'>,
  forCopies: ImagesForCopies,
): Int32Array {
  const images = winners.length;
  const result = winners.slice();
  for (const each of headStarts) {
    const place = ids.indexOf(each.expert);
    for (let image = 0; image < images; image++) {
      if (each.kind === 'unserved') {
        const best = Math.max(...ids.map((_, j) => scores[j * images + image] ?? -Infinity));
        if (best < each.threshold) result[image] = place;
        continue;
      }
      const copy = ids.indexOf(each.copy);
      const winner = winners[image];
      if (winner !== place && winner !== copy) continue;
      result[image] = forCopies.get(each.copy)?.[image] === true ? copy : place;
    }
  }
  return result;
}

/**
 * @param headStarts - Before an iteration.
 * @returns Those that are not over after it.
 */
export function afterIteration(headStarts: readonly HeadStart[]): HeadStart[] {
  return headStarts
    .map((each) => ({ ...each, left: each.left - 1 }))
    .filter(({ left }) => left > 0);
}
