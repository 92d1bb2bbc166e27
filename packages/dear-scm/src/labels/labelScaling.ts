import type { Factor } from '@causal-mechanisms/datasets';
import {
  ArgumentError,
  checkNumber,
  checkNumbers,
  checkOptions,
  checkText,
  ShapeError,
  sigmoid,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import { isList } from '../checks.ts';

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
  options: LabelScalingOptions,
): LabelScaling {
  const { loss, margin = 0.005 } = checkOptions('labelScaling', options);
  checkNumbers('labelScaling', 'labels', labels, { anyNumber: true });
  checkFactors(factors);
  const width = factors.length;
  if (width === 0 || labels.length === 0 || labels.length % width !== 0) {
    throw new ShapeError(
      `labelScaling: labels must be rows of ${width}, at least one, got ${labels.length} numbers`,
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
  const owner = 'labelScalingFrom';
  const { loss, margin, ranges } = checkOptions(owner, state, 'state');
  checkText(owner, 'loss', loss, ['ce', 'l2']);
  checkRanges(owner, ranges);
  if (typeof margin !== 'number' || !(margin > 0 && margin < 0.5)) {
    throw new ValuesError(`${owner}: margin must be in (0, 0.5), got ${String(margin)}`, {
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
      checkNumbers('labelScaling.toTargets', 'labels', labels, { anyNumber: true });
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
        if (!Number.isFinite(label)) throw infiniteLabel(label, i, width);
        values[i] = toTarget(i % width, label);
        present[i] = 1;
      }
      return { values, present };
    },
    toLatent(factor, value) {
      checkNumber('labelScaling.toLatent', 'value', value);
      const target = toTarget(factor, value);
      return loss === 'l2' ? target : Math.log(target / (1 - target));
    },
    toUnits(factor, latent) {
      if (typeof latent !== 'number') checkNumber('labelScaling.toUnits', 'latent', latent);
      const { least, most, mean, deviation } = rangeAt(factor);
      return loss === 'l2' ? mean + deviation * latent : least + (most - least) * sigmoid(latent);
    },
  };
}

function checkFactors(factors: readonly Factor[]): void {
  const owner = 'labelScaling';
  if (!isList(factors)) {
    throw new ArgumentError(`${owner}: factors must be an array of factors`, { data: { factors } });
  }
  factors.forEach((factor, i) => {
    const { name, kind } = checkOptions(owner, factor, `factors[${i}]`);
    checkText(owner, `factors[${i}].name`, name);
    checkText(owner, `factors[${i}].kind`, kind, ['continuous', 'binary']);
    if (factors.findIndex((other) => other.name === name) < i) {
      throw new ArgumentError(`${owner}: factors must differ, got "${name}" twice`, {
        data: { name },
      });
    }
  });
}

function checkRanges(owner: string, ranges: readonly LabelRange[]): void {
  if (!isList(ranges) || ranges.length === 0) {
    throw new ArgumentError(`${owner}: ranges must be a list of one for every factor`, {
      data: { ranges },
    });
  }
  ranges.forEach((range, i) => {
    const { name, kind, least, most, mean, deviation } = checkOptions(owner, range, `ranges[${i}]`);
    checkText(owner, `ranges[${i}].name`, name);
    checkText(owner, `ranges[${i}].kind`, kind, ['continuous', 'binary']);
    checkNumber(owner, `ranges[${i}].least`, least);
    checkNumber(owner, `ranges[${i}].most`, most, { above: least });
    checkNumber(owner, `ranges[${i}].mean`, mean);
    checkNumber(owner, `ranges[${i}].deviation`, deviation, { above: 0 });
    if (Number.isFinite(most - least)) return;
    throw new ValuesError(
      `${owner}: the range of "${name}" is too wide for numbers, ${least} to ${most}`,
      { data: { name, least, most } },
    );
  });
}

function infiniteLabel(label: number, i: number, width: number): ValuesError {
  return new ValuesError(
    `labelScaling.toTargets: labels must be finite or NaN, got ${label} of factor ${i % width} in row ${Math.floor(i / width)}`,
    { data: { label, place: i } },
  );
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
