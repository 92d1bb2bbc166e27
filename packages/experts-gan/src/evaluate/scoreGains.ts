import {
  checkArray,
  checkFunction,
  checkNumber,
  checkOptions,
  checkSignal,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import type { ExpertsModel } from '../model/expertsModel.ts';
import { probeNames, probeParts } from './mechanismProbe.ts';
import type { ChangedImages, MechanismProbe } from './mechanismProbe.ts';

/** What the expert that wins most of a mechanism does for the score of its images. */
export interface MechanismGain {
  /** The mechanism. */
  readonly mechanism: string;
  /** The expert that wins most of its images. */
  readonly expert: number;
  /** The share of its images that this expert wins. */
  readonly share: number;
  /**
   * How far the expert's outputs for the images it wins score above the changed images themselves, on average: a difference of logits where a
   * discriminator scores.
   */
  readonly gain: number;
  /** The score of those outputs, on average. */
  readonly score: number;
}

/** Options of {@link scoreGains}. */
export interface ScoreGainsOptions {
  /** Stops between two parts of the probe. Default: none. */
  readonly signal?: AbortSignal;
}

/**
 * Looks whether winning raises the score: an expert that wins a mechanism, but whose outputs score hardly above the changed images themselves, has
 * undone nothing. It wins because some expert must.
 *
 * @param model - The experts.
 * @param probe - Images and their mechanisms.
 * @param options - The signal.
 * @returns One entry for each mechanism that the probe has images of, in the order of the mechanisms; no tensors.
 * @throws ArgumentError, ShapeError, ValuesError when model or probe do not fit; the reason of the signal when it aborts.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { ExpertsModel, gainWarning, resolveExpertsConfig, scoreGains } from '@causal-mechanisms/experts-gan';
 * import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const config = resolveExpertsConfig({ experts: 1, filters: 4, discriminatorUnits: 8 });
 * const model = ExpertsModel.create(config, [16, 16, 1], new RandomStream(1));
 * const transformed = tf.tensor4d(new RandomStream(2).uniforms(2 * 256), [2, 16, 16, 1]);
 * const gains = await scoreGains(model, { transformed, mechanisms: [0, 0], names: ['turned'] });
 * console.log(gains.length, gains[0]?.share, gainWarning(gains, { leastGain: 9 }) !== undefined); // 1 1 true
 * transformed.dispose();
 * model.dispose();
 * ```
 */
export async function scoreGains(
  model: Pick<ExpertsModel, 'discriminate' | 'experts' | 'invert'>,
  probe: MechanismProbe | ChangedImages,
  options: ScoreGainsOptions = {},
): Promise<readonly MechanismGain[]> {
  const owner = 'scoreGains';
  const { signal } = checkOptions(owner, options);
  checkSignal(owner, signal);
  checkFunction(owner, 'model.discriminate', checkOptions(owner, model, 'model').discriminate);
  const { experts } = model;
  const names = probeNames(owner, probe);
  const wins = names.map(() => new Float64Array(experts));
  const raised = names.map(() => new Float64Array(experts));
  const reached = names.map(() => new Float64Array(experts));
  for await (const { transformed, mechanisms } of probeParts(owner, probe)) {
    const { images, winners, scores } = await model.invert(transformed);
    images.dispose();
    const judged = model.discriminate(transformed);
    const before = await judged.data<'float32'>();
    judged.dispose();
    winners.forEach((winner, row) => {
      const m = mechanisms[row] ?? -1;
      const [count, sum, total] = [wins[m], raised[m], reached[m]];
      if (count === undefined || sum === undefined || total === undefined) return;
      count[winner] = (count[winner] ?? 0) + 1;
      const after = scores[row * experts + winner] ?? NaN;
      sum[winner] = (sum[winner] ?? 0) + after - (before[row] ?? NaN);
      total[winner] = (total[winner] ?? 0) + after;
    });
    signal?.throwIfAborted();
  }
  return names.flatMap((mechanism, m) => {
    const counts = Array.from(wins[m] ?? []);
    const most = Math.max(...counts);
    if (most === 0) return [];
    const expert = counts.indexOf(most);
    const share = most / counts.reduce((sum, count) => sum + count, 0);
    const mean = (sums: Float64Array | undefined) => (sums?.[expert] ?? NaN) / most;
    return [{ mechanism, expert, share, gain: mean(raised[m]), score: mean(reached[m]) }];
  });
}

/** Options of {@link gainWarning}. */
export interface GainWarningOptions {
  /** A gain below this is hardly any. Default: 0.1. */
  readonly leastGain?: number;
  /**
   * Outputs that reach this score pass for canonical: nothing is said about them, since then the changed images may well score high too, of which
   * a discriminator sees none. `calibrateScores` gives such a score. Default: none, everything with hardly any gain is said.
   */
  readonly canonicalScore?: number;
}

/**
 * Says in words which mechanisms are won by an expert that does not raise their score.
 *
 * @param gains - From {@link scoreGains}.
 * @param options - What hardly any gain is.
 * @returns One sentence; undefined when every winner raises the score.
 * @throws ArgumentError when the options are none; ValuesError when a gain is not a number.
 *
 * @example
 * ```ts
 * import { gainWarning } from '@causal-mechanisms/experts-gan';
 *
 * console.log(gainWarning([{ mechanism: 'flip', expert: 2, share: 0.9, gain: 0.01, score: -4 }]));
 * // expert 2 wins flip, but hardly raises its score (by 0.01): it may undo nothing
 * ```
 */
export function gainWarning(
  gains: readonly MechanismGain[],
  options: GainWarningOptions = {},
): string | undefined {
  const { leastGain = 0.1, canonicalScore = Infinity } = checkOptions('gainWarning', options);
  checkNumber('gainWarning', 'leastGain', leastGain);
  if (canonicalScore !== Infinity) checkNumber('gainWarning', 'canonicalScore', canonicalScore);
  const idle = checkArray('gainWarning', 'gains', gains).filter((entry, i) => {
    const { mechanism, gain, score } = checkOptions('gainWarning', entry, `gains[${i}]`);
    if (Number.isFinite(gain)) return gain < leastGain && !(score >= canonicalScore);
    throw new ValuesError(
      `gainWarning: gains[${i}].gain, of ${mechanism}, must be a finite number, got ${String(gain)}`,
      {
        data: { mechanism, gain },
      },
    );
  });
  if (idle.length === 0) return undefined;
  const parts = idle.map(({ mechanism, expert, gain }) => {
    const change =
      gain < 0
        ? `lowers its score by ${(-gain).toFixed(2)}`
        : `hardly raises its score (by ${gain.toFixed(2)})`;
    return `expert ${expert} wins ${mechanism}, but ${change}`;
  });
  return `${parts.join('; ')}: ${idle.length === 1 ? 'it' : 'they'} may undo nothing`;
}
