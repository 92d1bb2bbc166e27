import * as tf from '@tensorflow/tfjs';
import type { ExpertsModel } from '../model/expertsModel.ts';
import { everyOutput, inRows } from './everyOutput.ts';
import type { OutputSettings } from './everyOutput.ts';
import type { ScoreImages } from './scoreInTurns.ts';
import { byValue, followsUnless, highest, isSettled } from './sequenceRanking.ts';
import type { ExpertPair, ExpertSequence, SequenceValue } from './sequenceRanking.ts';

/** How {@link beamSearch} goes about it. */
export interface BeamSearchSettings extends OutputSettings, SequenceValue {
  /** Sequences of an image that are made longer. */
  readonly width: number;
  /** Experts of the longest sequence. */
  readonly depth: number;
  /** Experts of which the second does not follow on the first. Default: none. */
  readonly redundantPairs?: readonly ExpertPair[];
  /** What scores images. */
  readonly score: ScoreImages;
}

/** What was found for a batch of images. */
export interface FoundSequences {
  /** What the best sequences make of the images `[n, height, width, c]`; the caller disposes of it. */
  readonly images: tf.Tensor4D;
  /** Every sequence that was tried for each image, the best first. */
  readonly tried: readonly (readonly ExpertSequence[])[];
}

/** The first experts of a sequence, at a row of the images they have worked on. */
interface Prefix extends Pick<ExpertSequence, 'changes' | 'experts'> {
  readonly image: number;
}

/** A longer sequence, at a row of the outputs of all experts. */
interface Candidate extends ExpertSequence {
  readonly row: number;
}

/** What the best sequences of one length make of some images. */
interface Tops {
  readonly pixels: tf.Tensor4D;
  /** The row of each image that has one. */
  readonly rows: ReadonlyMap<number, number>;
}

/**
 * Looks for the sequence of experts that restores each image. All images of the batch are searched together, and every prefix is worked
 * on once.
 *
 * @param model - The experts.
 * @param images - `[n, height, width, c]`, at least one; not disposed.
 * @param settings - How wide, how deep, and what is best.
 * @returns The sequences that were tried, and the images that the best ones make.
 */
export async function beamSearch(
  model: Pick<ExpertsModel, 'apply' | 'experts'>,
  images: tf.Tensor4D,
  settings: BeamSearchSettings,
): Promise<FoundSequences> {
  const { width, depth, redundantPairs = [], score, turn } = settings;
  const order = byValue(settings);
  const mayFollow = followsUnless(redundantPairs);
  const count = images.shape[0];
  const scores = await inRows(images, score, turn);
  const tried: ExpertSequence[][] = scores.map((start) => [
    { experts: [], changes: [], score: start },
  ]);
  const tops: Tops[] = [];
  let prefixes: Prefix[] = scores.map((_, image) => ({ image, experts: [], changes: [] }));
  let pixels = images.clone();
  try {
    for (let length = 1; length <= depth; length++) {
      const open = tried.map((found) => !isSettled(best(found, order), length - 1, settings));
      const going = Array.from(prefixes.keys()).filter((row) => open[prefixes[row]?.image ?? -1]);
      if (going.length === 0) break;
      pixels = replaced(pixels, gathered(pixels, going));
      prefixes = going.map((row) => prefixes[row] as Prefix);
      const { outputs, changes } = await everyOutput(model, pixels, settings);
      try {
        const reached = await inRows(outputs, score, turn);
        const candidates = longer(prefixes, { scores: reached, changes, mayFollow, count });
        candidates.forEach((found, image) => tried[image]?.push(...found.map(withoutRow)));
        const kept = candidates.map((found) =>
          highest(
            found.map((candidate) => candidate.score),
            width,
          ).map((place) => found[place] as Candidate),
        );
        const firsts = candidates.flatMap((found, image) =>
          found.length === 0 ? [] : [{ image, row: best(found, order).row }],
        );
        tops.push({
          pixels: gathered(
            outputs,
            firsts.map(({ row }) => row),
          ),
          rows: new Map(firsts.map(({ image }, place) => [image, place])),
        });
        pixels = replaced(
          pixels,
          gathered(
            outputs,
            kept.flat().map(({ row }) => row),
          ),
        );
        prefixes = kept.flatMap((found, image) =>
          found.map(({ experts, changes: made }) => ({ image, experts, changes: made })),
        );
      } finally {
        outputs.dispose();
      }
    }
    for (const found of tried) found.sort(order);
    const lengths = tried.map(([first]) => first?.experts.length ?? 0);
    return { images: assembled(images, tops, lengths), tried };
  } finally {
    tf.dispose([pixels, tops.map((top) => top.pixels)]);
  }
}

/** What came of every expert on every prefix, one expert after the other, and which sequences are left out. */
interface Extensions {
  readonly scores: readonly number[];
  readonly changes: readonly number[];
  readonly mayFollow: (experts: readonly number[], next: number) => boolean;
  /** How many images there are. */
  readonly count: number;
}

/** All sequences with one expert more, image by image. */
function longer(
  prefixes: readonly Prefix[],
  { scores, changes, mayFollow, count }: Extensions,
): Candidate[][] {
  const candidates: Candidate[][] = Array.from({ length: count }, () => []);
  scores.forEach((score, row) => {
    const prefix = prefixes[row % prefixes.length] as Prefix;
    const expert = Math.floor(row / prefixes.length);
    if (!mayFollow(prefix.experts, expert)) return;
    candidates[prefix.image]?.push({
      experts: [...prefix.experts, expert],
      changes: [...prefix.changes, changes[row] ?? NaN],
      score,
      row,
    });
  });
  return candidates;
}

function withoutRow({ experts, score, changes }: Candidate): ExpertSequence {
  return { experts, score, changes };
}

function best<Sequence extends ExpertSequence>(
  found: readonly Sequence[],
  order: (a: ExpertSequence, b: ExpertSequence) => number,
): Sequence {
  return found.reduce((a, b) => (order(a, b) <= 0 ? a : b));
}

/** The best image of each, from the length of its best sequence. */
function assembled(
  images: tf.Tensor4D,
  tops: readonly Tops[],
  lengths: readonly number[],
): tf.Tensor4D {
  let offset = images.shape[0];
  const offsets = tops.map(({ pixels }) => (offset += pixels.shape[0]) - pixels.shape[0]);
  const rows = lengths.map((length, image) =>
    length === 0 ? image : (offsets[length - 1] ?? 0) + (tops[length - 1]?.rows.get(image) ?? 0),
  );
  return tf.tidy(() =>
    gathered(tf.concat4d([images, ...tops.map(({ pixels }) => pixels)], 0), rows),
  );
}

function gathered(images: tf.Tensor4D, rows: readonly number[]): tf.Tensor4D {
  return tf.tidy(() => tf.gather(images, tf.tensor1d([...rows], 'int32')));
}

function replaced(old: tf.Tensor4D, other: tf.Tensor4D): tf.Tensor4D {
  old.dispose();
  return other;
}
