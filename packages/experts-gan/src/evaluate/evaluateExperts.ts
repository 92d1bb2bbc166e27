import type { Tensor4D } from '@tensorflow/tfjs';
import {
  assignmentVerdict,
  meanSquaredError,
  median,
  psnr,
  winMatrix,
} from '@causal-mechanisms/metrics';
import {
  ArgumentError,
  checkFunction,
  checkOptions,
  checkSignal,
} from '@causal-mechanisms/tensor-utils';
import type { Evaluation, LabelledMatrix, Scalars } from '@causal-mechanisms/tensor-utils';
import type { ExpertsModel } from '../model/expertsModel.ts';
import type { ReadClasses } from './referenceAccuracies.ts';
import { probeNames, probeParts } from './mechanismProbe.ts';
import type { ChangedImages, MechanismProbe } from './mechanismProbe.ts';

/** Options of {@link evaluateExperts}. */
export interface EvaluateExpertsOptions {
  /** Reads the best outputs, for `accuracy`; the probe must have labels. Default: nothing reads them. */
  readonly classify?: ReadClasses;
  /** Stops between two parts of the probe. Default: none. */
  readonly signal?: AbortSignal;
  /**
   * Called after every part of the probe.
   *
   * @param done - Images done so far.
   */
  readonly onImages?: (done: number) => void;
}

/** The figures of {@link evaluateExperts}. */
export interface ExpertsFigures extends Scalars {
  /** Mechanisms with an expert of their own: see `assignmentVerdict` of `@causal-mechanisms/metrics`. */
  readonly matched: number;
  /** The smallest share of a mechanism that its expert wins, in the one-to-one matching of greatest weight. */
  readonly minDiagonal: number;
  /** The share of best outputs that the classifier reads right; where there is a classifier. */
  readonly accuracy?: number;
  /** Mean squared error per pixel of the best outputs to the originals; where the originals are known. */
  readonly meanSquaredError?: number;
  /** Median peak signal-to-noise ratio of the best outputs in dB, at most 100; where the originals are known. */
  readonly psnr?: number;
}

/** What experts make of a probe: the evaluation that `evaluate.run` of `trainExperts` asks for. */
export interface ExpertsEvaluation extends Evaluation {
  /** The figures. */
  readonly scalars: ExpertsFigures;
  /** One row per mechanism, one column per expert. */
  readonly matrices: {
    /** The share of each mechanism's images that each expert wins. */
    readonly wins: LabelledMatrix;
    /** The mean score of each expert on each mechanism: the sigmoid where scores are logits, and the score itself where they are not. */
    readonly scores: LabelledMatrix;
    /** One column per figure of the best outputs of a mechanism: `accuracy` and `meanSquaredError`, where they can be measured. */
    readonly outcomes: LabelledMatrix;
  };
}

/** Stands for the infinite ratio of images that equal their originals. */
const MOST_DECIBELS = 100;

/**
 * Measures experts on images whose mechanisms are known: who wins what, what the discriminator thinks of it, and how
 * good the best outputs are (Parascandolo et al., 2018, Figures 4 to 6).
 *
 * It works on 250 images at a time and gives the event loop its turn in between. An evaluation draws nothing, so that one
 * during training changes no number of the training.
 *
 * @param model - The experts; scores are taken for logits where it does not say otherwise.
 * @param probe - Images and their mechanisms.
 * @param options - The classifier, the signal, and where to report images done.
 * @returns Figures and matrices.
 * @throws ArgumentError when the probe has no images, or no labels for the classifier; ShapeError when its parts or the
 * model do not fit; the reason of the signal when it aborts.
 *
 * @example
 * ```ts
 * import { createSampler, padImages, proceduralDigits, subset } from '@causal-mechanisms/datasets';
 * import { evaluateExperts, trainExperts } from '@causal-mechanisms/experts-gan';
 * import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
 * import { createMixture, invertContrast, shift } from '@causal-mechanisms/transforms';
 *
 * await useBackend();
 * const digits = padImages(proceduralDigits({ size: 64 }), 2);
 * const mixture = createMixture([shift({ dx: 4 }), invertContrast()]);
 * const transformed = createSampler(digits, {
 *   transform: (images, stream) => mixture.apply(images, stream).images,
 * });
 * const probe = { images: subset(digits, { to: 20 }), mixture, stream: new RandomStream(7) };
 * const run = trainExperts(
 *   { transformed, canonical: createSampler(digits) },
 *   {
 *     config: { experts: 2, filters: 2, iterations: 2, batchSize: 4, identityInitialisation: false },
 *     evaluate: { every: 2, run: (model) => evaluateExperts(model, probe) },
 *   },
 * );
 * for await (const event of run) {
 *   if (event.kind === 'evaluation') console.log(event.step, event.scalars['matched']);
 *   if (event.kind === 'end') event.model.dispose();
 * }
 * ```
 */
export async function evaluateExperts(
  model: Pick<ExpertsModel, 'experts' | 'invert'> & Partial<Pick<ExpertsModel, 'scoreScale'>>,
  probe: MechanismProbe | ChangedImages,
  options: EvaluateExpertsOptions = {},
): Promise<ExpertsEvaluation> {
  const owner = 'evaluateExperts';
  const { classify, signal, onImages } = checkOptions(owner, options);
  if (classify !== undefined) checkFunction(owner, 'classify', classify);
  if (onImages !== undefined) checkFunction(owner, 'onImages', onImages);
  checkSignal(owner, signal);
  checkFunction(owner, 'model.invert', checkOptions(owner, model, 'model').invert);
  const { experts, scoreScale = 'logit' } = model;
  const rows = probeNames(owner, probe);
  const winners: number[] = [];
  const mechanisms: number[] = [];
  const scores = rows.map(() => new Float64Array(experts));
  const counts = new Float64Array(rows.length);
  const ratios: number[] = [];
  const squared = new Float64Array(rows.length);
  const right = new Float64Array(rows.length);
  for await (const part of probeParts('evaluateExperts', probe)) {
    const best = await model.invert(part.transformed);
    try {
      winners.push(...best.winners);
      mechanisms.push(...part.mechanisms);
      addScores(part.mechanisms, best.scores, scores, { counts, isLogit: scoreScale === 'logit' });
      if (part.originals !== undefined) {
        addByMechanism(
          squared,
          part.mechanisms,
          await meanSquaredError(best.images, part.originals),
        );
        ratios.push(...(await psnr(best.images, part.originals)));
      }
      if (classify !== undefined) {
        addByMechanism(right, part.mechanisms, await readRight(classify, best.images, part.labels));
      }
    } finally {
      best.images.dispose();
    }
    onImages?.(winners.length);
    signal?.throwIfAborted();
  }
  const values = winMatrix({
    winners,
    mechanisms,
    expertCount: experts,
    mechanismCount: rows.length,
  });
  const { matched, minDiagonal } = assignmentVerdict(values);
  const columns = Array.from({ length: experts }, (_, expert) => String(expert));
  const means = scores.map((sums, m) => Array.from(sums, (sum) => sum / (counts[m] ?? NaN)));
  const measured = {
    ...(classify === undefined ? {} : { accuracy: right }),
    ...(ratios.length === 0 ? {} : { meanSquaredError: squared }),
  };
  return {
    scalars: {
      matched,
      minDiagonal,
      ...(classify === undefined ? {} : { accuracy: total(right) / winners.length }),
      ...(ratios.length === 0
        ? {}
        : {
            meanSquaredError: total(squared) / winners.length,
            psnr: Math.min(median(ratios), MOST_DECIBELS),
          }),
    },
    matrices: {
      wins: { rows, columns, values },
      scores: { rows, columns, values: means },
      outcomes: {
        rows,
        columns: Object.keys(measured),
        values: rows.map((_, m) =>
          Object.values(measured).map((sums) => (sums[m] ?? NaN) / (counts[m] ?? NaN)),
        ),
      },
    },
  };
}

/** Adds the scores of a part to the sums of its mechanisms, and counts its images. */
function addScores(
  mechanisms: Int32Array,
  values: Float32Array,
  sums: readonly Float64Array[],
  { counts, isLogit }: { readonly counts: Float64Array; readonly isLogit: boolean },
): void {
  mechanisms.forEach((mechanism, row) => {
    counts[mechanism] = (counts[mechanism] ?? 0) + 1;
    const sum = sums[mechanism];
    sum?.forEach((value, expert) => {
      const score = values[row * sum.length + expert] ?? NaN;
      sum[expert] = value + (isLogit ? 1 / (1 + Math.exp(-score)) : score);
    });
  });
}

/** Adds a value of each image to the sum of its mechanism. */
function addByMechanism(
  sums: Float64Array,
  mechanisms: Int32Array,
  values: ArrayLike<number>,
): void {
  mechanisms.forEach((mechanism, image) => {
    sums[mechanism] = (sums[mechanism] ?? 0) + (values[image] ?? NaN);
  });
}

/** Of each image 1 where the classifier reads it right, and 0 where not. */
async function readRight(
  classify: ReadClasses,
  images: Tensor4D,
  labels: Int32Array | undefined,
): Promise<number[]> {
  if (labels === undefined) {
    throw new ArgumentError('evaluateExperts: a classifier needs a probe with labels');
  }
  const classes = await classify(images);
  return Array.from(labels, (label, image) => (classes[image] === label ? 1 : 0));
}

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
