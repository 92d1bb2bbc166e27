import * as tf from '@tensorflow/tfjs';
import { gatherImages } from '@causal-mechanisms/datasets';
import type { ImageDataset } from '@causal-mechanisms/datasets';
import { CausalMechanismsError } from '@causal-mechanisms/tensor-utils';
import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { Mechanism } from '@causal-mechanisms/transforms';

/** Images that several mechanisms have changed. */
export interface ComposedImages {
  /** As the mechanisms left them; the caller disposes of them. */
  readonly changed: tf.Tensor4D;
  /** As they were; the caller disposes of them. */
  readonly originals: tf.Tensor4D;
  /** The mechanisms of each image by number, the first first. */
  readonly compositions: readonly (readonly number[])[];
  /** The class of each image, where it is known. */
  readonly labels?: Int32Array;
}

/** Which compositions are drawn. */
export interface DrawnCompositions {
  /** Mechanisms of each. */
  readonly length: number;
  /** How many of them may be shifts. */
  readonly shifts: number;
}

/**
 * @param mechanism - A mechanism.
 * @returns Whether it moves the image.
 */
export function isShift({ definition }: Pick<Mechanism, 'definition'>): boolean {
  return definition['kind'] === 'shift';
}

/**
 * @param mechanisms - To choose from.
 * @param drawn - Which compositions.
 * @returns All sets of different mechanisms that may be composed, each in the order of the numbers.
 * @throws CausalMechanismsError `ERR_NO_COMPOSITION` when there is none.
 */
export function possibleSets(
  mechanisms: readonly Pick<Mechanism, 'definition'>[],
  { length, shifts }: DrawnCompositions,
): number[][] {
  let sets: number[][] = [[]];
  for (let size = 0; size < length; size++) {
    sets = sets.flatMap((set) =>
      Array.from(mechanisms.keys())
        .filter((m) => m > (set.at(-1) ?? -1))
        .map((m) => [...set, m]),
    );
  }
  const moved = (set: readonly number[]) =>
    set.filter((m) => isShift(mechanisms[m] as Mechanism)).length;
  const possible = sets.filter((set) => moved(set) <= shifts);
  if (possible.length > 0) return possible;
  throw new CausalMechanismsError(
    'ERR_NO_COMPOSITION',
    `of ${mechanisms.length} mechanisms no ${length} can be composed with at most ${shifts} shifts`,
    { data: { mechanisms: mechanisms.length, length, shifts } },
  );
}

/**
 * Draws images, and for each a set of mechanisms and their order.
 *
 * @param images - To draw from.
 * @param mechanisms - To choose from.
 * @param drawn - Which compositions, and how many.
 * @param stream - What is drawn from.
 * @returns The images before and after.
 */
export async function composedImages(
  images: ImageDataset,
  mechanisms: readonly Mechanism[],
  drawn: DrawnCompositions & { readonly count: number },
  stream: RandomStream,
): Promise<ComposedImages> {
  const sets = possibleSets(mechanisms, drawn);
  const count = Math.min(drawn.count, images.size);
  const chosen = stream.split('images').sampleIndices(count, images.size);
  const { images: originals, labels } = await gatherImages(images, chosen);
  const order = stream.split('compositions');
  const compositions = Array.from({ length: count }, () => drawComposition(sets, order));
  const changed = changedBy(originals, compositions, mechanisms, stream.split('noise'));
  return { changed, originals, compositions, ...(labels === undefined ? {} : { labels }) };
}

/**
 * What changes images in the place of a mixture: a composition for each, of one mechanism or more.
 *
 * @param mechanisms - To choose from.
 * @param most - The most mechanisms of an image; each number is as likely.
 * @param shifts - How many of them may be shifts.
 * @returns What a sampler does to its images.
 */
export function randomCompositions(
  mechanisms: readonly Mechanism[],
  most: number,
  shifts: number,
): (images: tf.Tensor4D, stream: RandomStream) => tf.Tensor4D {
  const sets = Array.from({ length: most }, (_, place) =>
    possibleSets(mechanisms, { length: place + 1, shifts }),
  );
  return (images, stream) => {
    const compositions = Array.from({ length: images.shape[0] }, () =>
      drawComposition(sets[stream.integer(0, most)] ?? [], stream),
    );
    return changedBy(images, compositions, mechanisms, stream);
  };
}

function drawComposition(sets: readonly (readonly number[])[], stream: RandomStream): number[] {
  return stream.shuffle([...(sets[stream.integer(0, sets.length)] ?? [])]);
}

function changedBy(
  images: tf.Tensor4D,
  compositions: readonly (readonly number[])[],
  mechanisms: readonly Mechanism[],
  stream: RandomStream,
): tf.Tensor4D {
  const rows = compositions.map((composition, i) =>
    tf.tidy(() =>
      composition.reduce(
        (image, m) => (mechanisms[m] as Mechanism).apply(image, stream),
        images.slice([i], [1]),
      ),
    ),
  );
  const changed = tf.concat4d(rows, 0);
  tf.dispose(rows);
  return changed;
}

/**
 * Whether mechanisms were undone in a right order: deterministic ones commute, at least nearly, and noise does with none.
 *
 * @param found - The experts in the order in which they were applied.
 * @param undoing - The experts that undo the mechanisms, the last mechanism first.
 * @param isRandom - Whether an expert undoes a random mechanism.
 * @returns Whether both hold the same experts, with those that do not commute in the same order.
 */
export function sameOrder(
  found: readonly number[],
  undoing: readonly number[],
  isRandom: (expert: number) => boolean,
): boolean {
  if (!sameSet(found, undoing)) return false;
  const isBefore = (sequence: readonly number[], a: number, b: number) =>
    sequence.indexOf(a) < sequence.indexOf(b);
  return undoing.every((a, i) =>
    undoing
      .slice(i + 1)
      .every((b) => (!isRandom(a) && !isRandom(b)) || a === b || isBefore(found, a, b)),
  );
}

/**
 * @param found - Experts.
 * @param undoing - Experts.
 * @returns Whether they are the same, each as often.
 */
export function sameSet(found: readonly number[], undoing: readonly number[]): boolean {
  const sorted = (experts: readonly number[]) => experts.toSorted((a, b) => a - b).join();
  return sorted(found) === sorted(undoing);
}
