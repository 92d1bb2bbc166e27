import { ArgumentError, checkFunction, checkOptions } from '@causal-mechanisms/tensor-utils';
import { checkLabels, checkSameLength } from '../checks.ts';

/** What a classifier said about test examples, with what is true of them; one entry per example in each list. */
export interface GroupedPredictions {
  /** The predicted class: whole numbers from 0 on. */
  readonly predictions: ArrayLike<number>;
  /** The true class. */
  readonly labels: ArrayLike<number>;
  /** The spurious attribute, such as the colour of the background: whole numbers from 0 on; `a` is the one that goes with class `a`. */
  readonly attributes: ArrayLike<number>;
}

/** The examples with one class and one attribute. */
export interface GroupAccuracy {
  /** Their class. */
  readonly label: number;
  /** Their attribute. */
  readonly attribute: number;
  /** How many there are, at least 1. */
  readonly count: number;
  /** The share of them that is predicted rightly. */
  readonly accuracy: number;
}

/** Options of {@link groupAccuracies}. */
export interface GroupAccuraciesOptions {
  /**
   * How much a group counts in `groupWeighted`, such as its share of the training examples; at least 0, not all 0. Default: all groups alike.
   */
  readonly weight?: (group: GroupAccuracy) => number;
}

/** How right a classifier is, in all and in groups. */
export interface GroupAccuracies {
  /** The share of all examples that is predicted rightly. */
  readonly average: number;
  /** The accuracy of the worst group. */
  readonly worst: number;
  /** The worst group; the first in order where several are. */
  readonly worstGroup: GroupAccuracy;
  /** The accuracy over all examples whose attribute is not the one of their class, as one pool; NaN where there is none. */
  readonly conflicting: number;
  /** How many such examples there are. */
  readonly conflictingCount: number;
  /** The weighted mean of the groups' accuracies. */
  readonly groupWeighted: number;
  /** All groups that have examples, by class, then attribute. */
  readonly groups: readonly GroupAccuracy[];
}

/**
 * Accuracy on average, in the worst group of class and spurious attribute, and where attribute and class contradict each other.
 * A classifier that reads the attribute instead of its cause is right on average and wrong in the groups where the two disagree. The worst of small groups is a
 * noisy figure: `count` stands beside each.
 *
 * @param data - Predictions, classes and attributes of the same examples.
 * @param options - How groups are weighted.
 * @returns The accuracies, in [0, 1].
 * @throws ArgumentError for empty lists and impossible weights; ShapeError for different lengths; ValuesError for entries that are not
 *   whole numbers from 0 on.
 *
 * @example
 * ```ts
 * import { groupAccuracies } from '@causal-mechanisms/metrics';
 *
 * const { average, worst, conflicting } = groupAccuracies({
 *   predictions: [1, 1, 1, 0, 0, 0],
 *   labels: [1, 1, 1, 1, 0, 0],
 *   attributes: [1, 1, 0, 0, 0, 1],
 * });
 * console.log(average.toFixed(3), worst, conflicting.toFixed(3)); // 0.833 0.5 0.667
 * ```
 */
export function groupAccuracies(
  data: GroupedPredictions,
  options: GroupAccuraciesOptions = {},
): GroupAccuracies {
  const owner = 'groupAccuracies';
  const { weight = () => 1 } = checkOptions(owner, options);
  checkFunction(owner, 'weight', weight);
  const { predictions, labels, attributes } = checkOptions(owner, data, 'data');
  checkLabels(owner, 'labels', labels);
  checkLabels(owner, 'predictions', predictions);
  checkLabels(owner, 'attributes', attributes);
  checkSameLength(owner, 'labels and predictions', labels.length, predictions.length);
  checkSameLength(owner, 'labels and attributes', labels.length, attributes.length);
  const tallies = new Map<
    string,
    { label: number; attribute: number; count: number; right: number }
  >();
  for (let i = 0; i < labels.length; i++) {
    const [label = NaN, attribute = NaN] = [labels[i], attributes[i]];
    const key = `${label} ${attribute}`;
    const tally = tallies.get(key) ?? { label, attribute, count: 0, right: 0 };
    tally.count++;
    tally.right += Number(predictions[i] === label);
    tallies.set(key, tally);
  }
  const ordered = [...tallies.values()].sort(
    (a, b) => a.label - b.label || a.attribute - b.attribute,
  );
  const groups = ordered.map(({ label, attribute, count, right }) => ({
    label,
    attribute,
    count,
    accuracy: right / count,
  }));
  const pooled = (pool: typeof ordered) => {
    const count = pool.reduce((sum, tally) => sum + tally.count, 0);
    return { count, accuracy: pool.reduce((sum, tally) => sum + tally.right, 0) / count };
  };
  const conflicting = pooled(ordered.filter(({ label, attribute }) => label !== attribute));
  const worstGroup = groups.reduce((worst, group) =>
    group.accuracy < worst.accuracy ? group : worst,
  );
  return {
    average: pooled(ordered).accuracy,
    worst: worstGroup.accuracy,
    worstGroup,
    conflicting: conflicting.accuracy,
    conflictingCount: conflicting.count,
    groupWeighted: weightedMean(groups, weight),
    groups,
  };
}

function weightedMean(
  groups: readonly GroupAccuracy[],
  weight: (group: GroupAccuracy) => number,
): number {
  let [sum, total] = [0, 0];
  for (const group of groups) {
    const share = weight(group);
    if (!(Number.isFinite(share) && share >= 0)) {
      throw new ArgumentError(
        `groupAccuracies: weight must give finite numbers of at least 0, got ${share} for class ${group.label} with attribute ${group.attribute}`,
        { data: { ...group, weight: share } },
      );
    }
    sum += share * group.accuracy;
    total += share;
  }
  if (total === 0) throw new ArgumentError('groupAccuracies: weight must not be 0 for all groups');
  return sum / total;
}
