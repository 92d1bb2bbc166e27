import type { Factor } from '@causal-mechanisms/datasets';
import { ShapeError, sigmoid, ValuesError } from '@causal-mechanisms/tensor-utils';

/** How the labels of one factor lie: from the rows that have one. */
export interface LabelRange {
  /** The factor's name. */
  readonly name: string;
  /** Whether it takes real values, or 0 and 1 alone. */
  readonly kind: Factor['kind'];
  /** The smallest label. */
  readonly least: number;
  /** The largest label. */
  readonly most: number;
  /** Their mean. */
  readonly mean: number;
  /** Their standard deviation (divided by n - 1). */
  readonly deviation: number;
}

/** Everything that a {@link LabelScaling} consists of: plain JSON, stored with a model. */
export interface LabelScalingState {
  /** Which loss the labels are scaled for. */
  readonly loss: 'ce' | 'l2';
  /** How far scaled labels stay away from 0 and 1 under `ce`. */
  readonly margin: number;
  /** The factors in their order. */
  readonly ranges: readonly LabelRange[];
}

/** Settings of {@link labelScaling}. */
export interface LabelScalingOptions {
  /** `ce` scales labels to [margin, 1 - margin], `l2` to mean 0 and standard deviation 1. */
  readonly loss: 'ce' | 'l2';
  /**
   * How far scaled labels stay away from 0 and 1 under `ce`: labels of 0 and 1 themselves would draw latents to infinity. In (0, 0.5).
   * Default: 0.005.
   */
  readonly margin?: number;
}

/** Labels as the loss takes them, both `[rows, factors]` row by row. */
export interface ScaledTargets {
  /** The scaled labels; 0 where one is missing. */
  readonly values: Float32Array;
  /** 1 where there is a label, 0 where it is missing. */
  readonly present: Float32Array;
}

/** The way between the units of factors and the latents that stand for them, both ways. */
export interface LabelScaling {
  /** What it consists of. */
  readonly state: LabelScalingState;
  /**
   * @param labels - `[rows, factors]` in the factors' units, NaN where one is missing.
   * @returns What the supervised loss takes.
   */
  toTargets(labels: ArrayLike<number>): ScaledTargets;
  /**
   * @param factor - Its place.
   * @param value - In its units.
   * @returns The latent that stands for it: the logit of the scaled label under `ce`, so that values beyond the range of the labels give
   *   the latent of its end; the standardised label under `l2`.
   */
  toLatent(factor: number, value: number): number;
  /**
   * @param factor - Its place.
   * @param latent - Its latent.
   * @returns The value in its units; under `ce` always within the range of the labels, and for a binary factor the probability of 1.
   */
  toUnits(factor: number, latent: number): number;
}

/**
 * Measures labels and gives the way between their units and latents.
 *
 * @param labels - `[rows, factors]` row by row, NaN where one is missing: the labels of the training rows.
 * @param factors - The factors in the order of the columns.
 * @param options - For which loss.
 * @returns The scaling.
 * @throws ShapeError when the labels are no whole rows; ValuesError for infinite labels, binary ones other than 0 and 1, and factors
 *   without two different labels.
 *
 * @example
 * ```ts
 * import { labelScaling } from '@causal-mechanisms/dear-scm';
 *
 * const scaling = labelScaling([48, 60, 88, NaN], [{ name: 'light', kind: 'continuous', unit: 'degrees' }], { loss: 'ce' });
 * const latent = scaling.toLatent(0, 78);
 * console.log(latent.toFixed(4), scaling.toUnits(0, latent).toFixed(4)); // 1.0986 78.0000
 * ```
 */
export function labelScaling(
  labels: ArrayLike<number>,
  factors: readonly Factor[],
  { loss, margin = 0.005 }: LabelScalingOptions,
): LabelScaling {
  const width = factors.length;
  if (width === 0 || labels.length === 0 || labels.length % width !== 0) {
    throw new ShapeError(
      `labelScaling: expected rows of ${width} labels, at least one, got ${labels.length} numbers`,
      { data: { factors: width, labels: labels.length } },
    );
  }
  const ranges = factors.map((factor, j) => {
    const column: number[] = [];
    for (let i = j; i < labels.length; i += width) {
      const label = labels[i] ?? NaN;
      if (!Number.isNaN(label)) column.push(label);
    }
    return rangeOf(factor, column);
  });
  return labelScalingFrom({ loss, margin, ranges });
}

/**
 * The scaling that was stored.
 *
 * @param state - What {@link LabelScaling} has as its state.
 * @returns The same scaling.
 * @throws ValuesError when the margin is not in (0, 0.5).
 *
 * @example
 * ```ts
 * import { labelScaling, labelScalingFrom } from '@causal-mechanisms/dear-scm';
 *
 * const { state } = labelScaling([0, 1, 1], [{ name: 'smiling', kind: 'binary' }], { loss: 'ce' });
 * const stored = JSON.stringify(state);
 * console.log(labelScalingFrom(JSON.parse(stored)).toLatent(0, 1).toFixed(3)); // 5.293
 * ```
 */
export function labelScalingFrom(state: LabelScalingState): LabelScaling {
  const { loss, margin, ranges } = state;
  if (!(margin > 0 && margin < 0.5)) {
    throw new ValuesError(`labelScaling: margin must be in (0, 0.5), got ${margin}`, {
      data: { margin },
    });
  }
  const rangeAt = (factor: number): LabelRange => {
    const range = ranges[factor];
    if (range !== undefined) return range;
    throw new ShapeError(
      `labelScaling: there are ${ranges.length} factors, got the place ${factor}`,
      { data: { factors: ranges.length, factor } },
    );
  };
  const toTarget = (factor: number, value: number): number => {
    const { least, most, mean, deviation } = rangeAt(factor);
    if (loss === 'l2') return (value - mean) / deviation;
    return Math.min(Math.max((value - least) / (most - least), margin), 1 - margin);
  };
  return {
    state,
    toTargets(labels) {
      const width = ranges.length;
      if (labels.length % width !== 0) {
        throw new ShapeError(
          `labelScaling.toTargets: expected rows of ${width} labels, got ${labels.length} numbers`,
          { data: { factors: width, labels: labels.length } },
        );
      }
      const values = new Float32Array(labels.length);
      const present = new Float32Array(labels.length);
      for (let i = 0; i < labels.length; i++) {
        const label = labels[i] ?? NaN;
        if (Number.isNaN(label)) continue;
        values[i] = toTarget(i % width, label);
        present[i] = 1;
      }
      return { values, present };
    },
    toLatent(factor, value) {
      const target = toTarget(factor, value);
      return loss === 'l2' ? target : Math.log(target / (1 - target));
    },
    toUnits(factor, latent) {
      const { least, most, mean, deviation } = rangeAt(factor);
      return loss === 'l2' ? mean + deviation * latent : least + (most - least) * sigmoid(latent);
    },
  };
}

function rangeOf({ name, kind }: Factor, column: readonly number[]): LabelRange {
  const wrong = column.find(
    (label) => !Number.isFinite(label) || (kind === 'binary' && label !== 0 && label !== 1),
  );
  if (wrong !== undefined) {
    throw new ValuesError(
      `labelScaling: labels of "${name}" must be ${kind === 'binary' ? '0, 1' : 'finite'} or NaN, got ${wrong}`,
      { data: { factor: name, label: wrong } },
    );
  }
  const least = column.reduce((a, b) => Math.min(a, b), Infinity);
  const most = column.reduce((a, b) => Math.max(a, b), -Infinity);
  if (!(most > least)) {
    throw new ValuesError(
      `labelScaling: "${name}" needs two different labels, got ${column.length === 0 ? 'none' : `${least} in every row`}`,
      { data: { factor: name, labels: column.length } },
    );
  }
  const mean = column.reduce((sum, label) => sum + label, 0) / column.length;
  const squares = column.reduce((sum, label) => sum + (label - mean) ** 2, 0);
  return { name, kind, least, most, mean, deviation: Math.sqrt(squares / (column.length - 1)) };
}
