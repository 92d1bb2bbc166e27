import type { Tensor4D } from '@tensorflow/tfjs';
import { gatherImages } from '@causal-mechanisms/datasets';
import type { ImageDataset } from '@causal-mechanisms/datasets';
import type { ExpertsModel } from '@causal-mechanisms/experts-gan';
import { meanSquaredError, median, psnr, winMatrix } from '@causal-mechanisms/metrics';
import type { LabelledMatrix, RandomStream } from '@causal-mechanisms/tensor-utils';
import type { Mixture } from '@causal-mechanisms/transforms';
import { stopIfInterrupted } from '../../../run/interrupted.ts';
import type { DigitClassifier } from '../../data/digitClassifier.ts';

/** Test images with their mechanisms: the same ones at every look. */
export interface MechanismProbe {
  /** The originals. */
  readonly images: ImageDataset;
  /** Image i gets mechanism i modulo their number, so that each gets as many. */
  readonly mixture: Mixture;
  /** What the noisy mechanisms draw from. */
  readonly stream: RandomStream;
}

/** Part of a probe. */
interface ProbeChunk {
  /** `[n, height, width, channels]`; disposed after use. */
  readonly originals: Tensor4D;
  /** The same images, each changed by its mechanism; disposed after use. */
  readonly inputs: Tensor4D;
  /** The mechanism of each image. */
  readonly mechanisms: Int32Array;
  /** The class of each image, when there is one. */
  readonly labels?: Int32Array;
}

/** What the experts make of a probe. */
export interface ExpertsScores {
  /** The share of each mechanism's images that each expert wins. */
  readonly wins: LabelledMatrix;
  /** The mean score, sigmoid of the logit, of each expert on each mechanism. */
  readonly scores: LabelledMatrix;
  /** Mean squared error of the best outputs to the originals. */
  readonly meanSquaredError: number;
  /** Median peak signal-to-noise ratio of the best outputs in dB, at most 100. */
  readonly psnr: number;
  /** The share of best outputs that the classifier reads right. */
  readonly accuracy: number;
}

/** What the classifier makes of a probe without the experts. */
export interface ReferenceAccuracies {
  /** On the originals: the bound. */
  readonly original: number;
  /** On the changed images: the start. */
  readonly transformed: number;
}

/** Reads digits. */
type Judge = Pick<DigitClassifier, 'classify'>;

/** Images that go through every expert at once: bounds memory. */
const CHUNK = 250;
/** Stands for the infinite ratio of images that equal their originals. */
const MOST_DECIBELS = 100;

/**
 * Measures the experts on a probe.
 *
 * @param model - The experts.
 * @param probe - Test images and their mechanisms.
 * @param classifier - Reads the best outputs.
 * @param options - The request to stop, and where to report images done.
 * @returns The figures.
 */
export async function evaluateExperts(
  model: Pick<ExpertsModel, 'experts' | 'invert'>,
  probe: MechanismProbe,
  classifier: Judge,
  options: { readonly signal: AbortSignal; readonly onImages?: (done: number) => void },
): Promise<ExpertsScores> {
  const mechanismCount = probe.mixture.mechanisms.length;
  const { experts } = model;
  const winners = new Int32Array(probe.images.size);
  const mechanisms = new Int32Array(probe.images.size);
  const sums = Array.from({ length: mechanismCount }, () => new Float64Array(experts));
  const counts = new Float64Array(mechanismCount);
  let squared = 0;
  const ratios: number[] = [];
  let right = 0;
  let done = 0;
  for await (const chunk of probeChunks(probe)) {
    const best = await model.invert(chunk.inputs);
    try {
      winners.set(best.winners, done);
      mechanisms.set(chunk.mechanisms, done);
      chunk.mechanisms.forEach((mechanism, row) => {
        counts[mechanism] = (counts[mechanism] ?? 0) + 1;
        const sum = sums[mechanism];
        for (let expert = 0; sum !== undefined && expert < experts; expert++) {
          sum[expert] = (sum[expert] ?? 0) + sigmoid(best.scores[row * experts + expert] ?? NaN);
        }
      });
      squared += total(await meanSquaredError(best.images, chunk.originals));
      ratios.push(...(await psnr(best.images, chunk.originals)));
      right += agreements(await classifier.classify(best.images), chunk.labels);
    } finally {
      best.images.dispose();
    }
    done += best.winners.length;
    options.onImages?.(done);
    stopIfInterrupted(options.signal);
  }
  const rows = probe.mixture.mechanisms.map(({ name }) => name);
  const columns = Array.from({ length: experts }, (_, expert) => String(expert));
  const wins = winMatrix({ winners, mechanisms, expertCount: experts, mechanismCount });
  return {
    wins: { rows, columns, values: wins },
    scores: {
      rows,
      columns,
      values: sums.map((sum, mechanism) =>
        Array.from(sum, (value) => value / (counts[mechanism] ?? NaN)),
      ),
    },
    meanSquaredError: squared / done,
    psnr: Math.min(median(ratios), MOST_DECIBELS),
    accuracy: right / done,
  };
}

/**
 * Measures the classifier on a probe without the experts.
 *
 * @param probe - Test images and their mechanisms.
 * @param classifier - The judge.
 * @param signal - The request to stop.
 * @returns The two accuracies that frame those of the experts.
 */
export async function referenceAccuracies(
  probe: MechanismProbe,
  classifier: Judge,
  signal: AbortSignal,
): Promise<ReferenceAccuracies> {
  let original = 0;
  let transformed = 0;
  for await (const { originals, inputs, labels } of probeChunks(probe)) {
    original += agreements(await classifier.classify(originals), labels);
    transformed += agreements(await classifier.classify(inputs), labels);
    stopIfInterrupted(signal);
  }
  const { size } = probe.images;
  return { original: original / size, transformed: transformed / size };
}

/**
 * Goes through a probe in parts of bounded size.
 *
 * @param probe - Test images and their mechanisms.
 * @returns The parts; the tensors of each live until the next one is asked for.
 */
async function* probeChunks(probe: MechanismProbe): AsyncGenerator<ProbeChunk, void, undefined> {
  const { images, mixture, stream } = probe;
  for (let start = 0; start < images.size; start += CHUNK) {
    const count = Math.min(CHUNK, images.size - start);
    const indices = Int32Array.from({ length: count }, (_, place) => start + place);
    const mechanisms = indices.map((index) => index % mixture.mechanisms.length);
    const { images: originals, labels } = await gatherImages(images, indices);
    const inputs = mixture.applyAssigned(originals, mechanisms, stream.split(`from ${start}`));
    try {
      yield { originals, inputs, mechanisms, ...(labels === undefined ? {} : { labels }) };
    } finally {
      originals.dispose();
      inputs.dispose();
    }
  }
}

function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

function total(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] ?? 0;
  return sum;
}

function agreements(classes: Int32Array, labels: Int32Array | undefined): number {
  let count = 0;
  classes.forEach((value, index) => {
    if (value === labels?.[index]) count += 1;
  });
  return count;
}
