import type { Tensor4D } from '@tensorflow/tfjs';
import { calibrateComposition } from '@causal-mechanisms/experts-gan';
import type {
  ExpertsModel,
  InferCompositionOptions,
  InferredCompositions,
  ReadClasses,
} from '@causal-mechanisms/experts-gan';
import { meanSquaredError } from '@causal-mechanisms/metrics';
import type { JsonObject } from '@causal-mechanisms/tensor-utils';
import type { Measure } from '../../../run/measure.ts';
import type { ComposedImages } from './compositions.ts';
import { sameOrder, sameSet } from './compositions.ts';
import type { CompositionsConfig } from './settings.ts';

/** What came of the compositions of one length. */
export interface CompositionFigures extends JsonObject {
  /** The share of images of which exactly the experts were found that undo their mechanisms. */
  readonly set: number;
  /** The share of those in a right order, too. */
  readonly order: number;
  /** The share of images whose score says that they are restored. */
  readonly restored: number;
  /** The share that the classifier reads right; `null` without one. */
  readonly accuracy: number | null;
  /** Mean squared error per pixel of the restored images to the originals. */
  readonly meanSquaredError: number;
}

/** What compositions are judged by. */
export interface CompositionJudge {
  /** The expert that wins most of each mechanism, by mechanism. */
  readonly owners: readonly number[];
  /** Whether each mechanism is random. */
  readonly random: readonly boolean[];
  /** Reads classes; where images have labels. */
  readonly classify?: ReadClasses;
  /** Stops the search. */
  readonly signal: AbortSignal;
}

/**
 * Learns from canonical images what the search for compositions is to be told of a model.
 *
 * @param model - Experts, and what scores them.
 * @param canonical - Images as they should be.
 * @param settings - Of the search.
 * @param signal - Stops it.
 * @returns Options of `inferComposition`.
 */
export async function searchOptions(
  model: ExpertsModel,
  canonical: Tensor4D,
  { below, told, width, depth, lengthPenalty }: CompositionsConfig['compositions'],
  signal: AbortSignal,
): Promise<InferCompositionOptions> {
  const known = await calibrateComposition(model, canonical, { below, signal });
  const { threshold, redundantPairs, usualChanges } = known;
  return {
    width,
    depth,
    ...(lengthPenalty === null ? {} : { lengthPenalty }),
    threshold,
    ...(told.includes('redundantPairs') ? { redundantPairs } : {}),
    ...(told.includes('usualChanges') ? { usualChanges } : {}),
    signal,
  };
}

/**
 * @param found - What was inferred.
 * @param truth - The images, and what was done to them.
 * @param judge - Who undoes what, and who reads the images.
 * @returns How much of it is right.
 */
export async function compositionFigures(
  found: InferredCompositions,
  { originals, compositions, labels }: ComposedImages,
  { owners, random, classify }: Omit<CompositionJudge, 'signal'>,
): Promise<CompositionFigures> {
  const count = compositions.length;
  const share = (isRight: (image: number) => boolean) =>
    compositions.filter((_, image) => isRight(image)).length / count;
  const undoing = compositions.map((composition) =>
    composition.toReversed().map((m) => owners[m] ?? NaN),
  );
  const experts = (image: number) => found.compositions[image]?.experts ?? [];
  const isRandom = (expert: number) =>
    owners.some((own, m) => own === expert && random[m] === true);
  const classes = labels === undefined ? undefined : await classify?.(found.images);
  const errors = await meanSquaredError(found.images, originals);
  return {
    set: share((image) => sameSet(experts(image), undoing[image] ?? [])),
    order: share((image) => sameOrder(experts(image), undoing[image] ?? [], isRandom)),
    restored: share((image) => found.compositions[image]?.restored === true),
    accuracy: classes === undefined ? null : share((image) => classes[image] === labels?.[image]),
    meanSquaredError: errors.reduce((sum, error) => sum + error, 0) / count,
  };
}

/**
 * @param name - Of the scorer.
 * @param table - The title of the table.
 * @param rows - The figures by the number of mechanisms, from 1.
 * @returns A row of the table for each number.
 */
export function compositionMeasures(
  name: string,
  table: string,
  rows: readonly CompositionFigures[],
): Measure[] {
  return rows.flatMap((figures, place) => {
    const length = place + 1;
    const cell = (key: keyof CompositionFigures & string, column: string, rest: object = {}) => ({
      name: `${name}/${length}/${key}`,
      label: column,
      model: length === 1 ? '1 mechanism' : `${length} mechanisms`,
      table,
      column,
      value: figures[key] as number | null,
      ...rest,
    });
    const percent = { format: 'percent' } as const;
    return [
      cell('set', 'exact set', percent),
      cell('order', 'order too', percent),
      cell('restored', 'counts as restored', percent),
      ...(figures.accuracy === null ? [] : [cell('accuracy', 'classifier accuracy', percent)]),
      cell('meanSquaredError', 'squared error'),
    ];
  });
}
