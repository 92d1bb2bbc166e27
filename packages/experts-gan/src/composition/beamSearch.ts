import * as tf from '@tensorflow/tfjs';
import type { ExpertsModel } from '../model/expertsModel.ts';
import { chunkRanges } from '../networks/chunks.ts';
import type { ScoreImages } from './scoreInTurns.ts';
import { byValue, highest, isSettled } from './sequenceRanking.ts';
import type { ExpertSequence, SequenceValue } from './sequenceRanking.ts';

/** How {@link beamSearch} goes about it. */
export interface BeamSearchSettings extends SequenceValue {
  /** Sequences of an image that are made longer. */
  readonly width: number;
  /** Experts of the longest sequence. */
  readonly depth: number;
  /** What scores images. */
  readonly score: ScoreImages;
  /** Awaited between calls of networks: gives others their turn, and throws where the search is to end. */
  readonly turn: () => Promise<void>;
  /** Whether the experts' outputs for images do not depend on each other. Default: true. */
  readonly rowwise?: boolean;
}

/** What was found for a batch of images. */
export interface FoundSequences {
  /** What the best sequences make of the images `[n, height, width, c]`; the caller disposes of it. */
  readonly images: tf.Tensor4D;
  /** Every sequence that was tried for each image, the best first. */
  readonly tried: readonly (readonly ExpertSequence[])[];
}

/** The first experts of a sequence, at a row of the images they have worked on. */
interface Prefix {
  readonly image: number;
  readonly experts: readonly number[];
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
  const { width, depth, score, turn } = settings;
  const order = byValue(settings);
  const count = images.shape[0];
  const scores = await inRows(images, score, turn);
  const tried: ExpertSequence[][] = scores.map((start) => [{ experts: [], score: start }]);
  const tops: Tops[] = [];
  let prefixes: Prefix[] = scores.map((_, image) => ({ image, experts: [] }));
  let pixels = images.clone();
  try {
    for (let length = 1; length <= depth; length++) {
      const open = tried.map((found) => !isSettled(best(found, order), length - 1, settings));
      const going = Array.from(prefixes.keys()).filter((row) => open[prefixes[row]?.image ?? -1]);
      if (going.length === 0) break;
      pixels = replaced(pixels, gathered(pixels, going));
      prefixes = going.map((row) => prefixes[row] as Prefix);
      const outputs = await everyOutput(model, pixels, settings);
      try {
        const candidates = longer(prefixes, await inRows(outputs, score, turn), count);
        candidates.forEach((found, image) => tried[image]?.push(...found.map(withoutRow)));
        const kept = candidates.map((found) =>
          highest(
            found.map((candidate) => candidate.score),
            width,
          ).map((place) => found[place] as Candidate),
        );
        const firsts = kept.flatMap(([first], image) =>
          first === undefined ? [] : [{ image, row: first.row }],
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
        prefixes = kept.flatMap((found, image) => found.map(({ experts }) => ({ image, experts })));
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

/** All sequences with one expert more, image by image. */
function longer(
  prefixes: readonly Prefix[],
  scores: readonly number[],
  images: number,
): Candidate[][] {
  const candidates: Candidate[][] = Array.from({ length: images }, () => []);
  scores.forEach((score, row) => {
    const { image, experts } = prefixes[row % prefixes.length] as Prefix;
    const expert = Math.floor(row / prefixes.length);
    candidates[image]?.push({ experts: [...experts, expert], score, row });
  });
  return candidates;
}

function withoutRow({ experts, score }: Candidate): ExpertSequence {
  return { experts, score };
}

function best(
  found: readonly ExpertSequence[],
  order: (a: ExpertSequence, b: ExpertSequence) => number,
): ExpertSequence {
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

/** The outputs of all experts, one expert after the other. */
async function everyOutput(
  model: Pick<ExpertsModel, 'apply' | 'experts'>,
  images: tf.Tensor4D,
  { turn, rowwise }: Pick<BeamSearchSettings, 'turn' | 'rowwise'>,
): Promise<tf.Tensor4D> {
  const outputs: tf.Tensor4D[] = [];
  try {
    for (let expert = 0; expert < model.experts; expert++) {
      for (const chunk of chunks(images, rowwise)) {
        try {
          outputs.push(model.apply(chunk, expert));
        } finally {
          chunk.dispose();
        }
        await turn();
      }
    }
    return tf.concat4d(outputs, 0);
  } finally {
    tf.dispose(outputs);
  }
}

/** The scores of images, some at a time. */
async function inRows(
  images: tf.Tensor4D,
  score: ScoreImages,
  turn: () => Promise<void>,
): Promise<number[]> {
  const scores: number[] = [];
  for (const chunk of chunks(images)) {
    try {
      scores.push(...Array.from(await score(chunk)));
    } finally {
      chunk.dispose();
    }
    await turn();
  }
  return scores;
}

/** A few images at a time; whoever asks for a chunk disposes of it. */
function* chunks(images: tf.Tensor4D, rowwise?: boolean): Generator<tf.Tensor4D, void, undefined> {
  for (const { from, size } of chunkRanges(images.shape[0], rowwise)) {
    yield images.slice([from], [size]);
  }
}

function gathered(images: tf.Tensor4D, rows: readonly number[]): tf.Tensor4D {
  return tf.tidy(() => tf.gather(images, tf.tensor1d([...rows], 'int32')));
}

function replaced(old: tf.Tensor4D, other: tf.Tensor4D): tf.Tensor4D {
  old.dispose();
  return other;
}
