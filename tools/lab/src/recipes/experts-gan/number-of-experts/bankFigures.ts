import type { Tensor4D } from '@tensorflow/tfjs';
import {
  evaluateExperts,
  expertDistances,
  mergeExperts,
  pruneExperts,
} from '@causal-mechanisms/experts-gan';
import type { ExpertsModel } from '@causal-mechanisms/experts-gan';
import type { LabelledMatrix } from '@causal-mechanisms/tensor-utils';
import type { Measure } from '../../../run/measure.ts';
import { firstImages } from '../competition/firstImages.ts';
import type { Competition, MixtureProbe } from '../competition/openCompetition.ts';

/** What becomes of a bank of experts without those that are idle, and with one for several that do the same. */
export interface BankFigures {
  /** Experts that win images, by number. */
  readonly kept: readonly number[];
  /** Accuracy and error of these alone. */
  readonly pruned: Quality;
  /** Which experts do the same, by number. */
  readonly groups: readonly (readonly number[])[];
  /** Accuracy and error with one expert for each group. */
  readonly merged: Quality;
  /** How far apart the maps of any two experts are: 0 for the same map. */
  readonly distances: LabelledMatrix;
}

/** How good best outputs are on all test images. */
export interface Quality {
  /** Where there is a classifier. */
  readonly accuracy: number | null;
  readonly meanSquaredError: number | null;
}

/**
 * Prunes and merges a bank, and measures what is left.
 *
 * @param model - The bank; stays as it is.
 * @param competition - With its test images.
 * @param images - How many of the test images, as the mechanisms left them, decide who is idle and who does the same.
 * @returns What was found.
 */
export async function bankFigures(
  model: ExpertsModel,
  competition: Pick<Competition, 'classify' | 'whole'>,
  images: number,
): Promise<BankFigures> {
  const sample = await transformedImages(competition.whole, images);
  try {
    const pruned = await pruneExperts(model, sample);
    const prunedQuality = await qualityOf(pruned.model, competition);
    const merged = await mergeExperts(model, sample);
    const mergedQuality = await qualityOf(merged.model, competition);
    const names = Array.from({ length: model.experts }, (_, expert) => String(expert));
    return {
      kept: pruned.kept,
      pruned: prunedQuality,
      groups: merged.groups,
      merged: mergedQuality,
      distances: { rows: names, columns: names, values: await expertDistances(model, sample) },
    };
  } finally {
    sample.dispose();
  }
}

/** Disposes of the bank. */
async function qualityOf(
  bank: ExpertsModel,
  { whole, classify }: Pick<Competition, 'classify' | 'whole'>,
): Promise<Quality> {
  try {
    const { scalars } = await evaluateExperts(
      bank,
      whole,
      classify === undefined ? {} : { classify },
    );
    const { accuracy = null, meanSquaredError = null } = scalars;
    return { accuracy, meanSquaredError };
  } finally {
    bank.dispose();
  }
}

async function transformedImages(
  { images, mixture, stream }: MixtureProbe,
  most: number,
): Promise<Tensor4D> {
  const { images: originals } = await firstImages(images, most);
  try {
    const assignment = Int32Array.from(
      { length: originals.shape[0] },
      (_, i) => i % mixture.mechanisms.length,
    );
    return mixture.applyAssigned(originals, assignment, stream.split('bank'));
  } finally {
    originals.dispose();
  }
}

/**
 * @param name - Of the competition.
 * @param label - The same for people.
 * @param before - Of the bank as it came out of training.
 * @param figures - What was found.
 * @returns A row of the table of banks.
 */
export function bankMeasures(
  name: string,
  label: string,
  before: Quality,
  { kept, pruned, groups, merged, distances }: BankFigures,
): Measure[] {
  const experts = distances.rows.length;
  const row = (key: string, column: string, rest: Omit<Measure, 'label' | 'name'>): Measure => ({
    name: `${name}/${key}`,
    label: column,
    model: label,
    table: 'bank',
    column,
    ...rest,
  });
  const count = (value: number) => ({ value, format: 'integer' as const, outOf: experts });
  const accuracies = [
    ['accuracyBefore', 'accuracy of all', before.accuracy],
    ['accuracyPruned', 'accuracy, pruned', pruned.accuracy],
    ['accuracyMerged', 'accuracy, merged', merged.accuracy],
  ] as const;
  return [
    row('kept', 'left when pruned', count(kept.length)),
    row('groups', 'left when merged', count(groups.length)),
    ...accuracies.flatMap(([key, column, value]) =>
      value === null ? [] : [row(key, column, { value, format: 'percent' })],
    ),
    row('errorBefore', 'squared error of all', { value: before.meanSquaredError }),
    row('errorPruned', 'squared error, pruned', { value: pruned.meanSquaredError }),
    row('errorMerged', 'squared error, merged', { value: merged.meanSquaredError }),
  ];
}
