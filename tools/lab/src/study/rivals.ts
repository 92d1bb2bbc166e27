import type { StudyEntry } from './study.ts';

/** One of the models that a study sets against each other. */
export interface Rival<Result> {
  /** Such as `LSTM 600`, or `RIMs 6/4 (best of 5)`. */
  readonly title: string;
  readonly result: Result;
}

/**
 * Whom a reader compares first: the best model of each kind.
 *
 * @param results - Of a study, at least one.
 * @param kinds - Which models are of a kind.
 * @param score - By which figure; the larger the better.
 * @returns A model for each kind that the study has; where it has none of them, the best of all its models.
 */
export function rivals<Result extends { readonly entry: StudyEntry }>(
  results: readonly Result[],
  kinds: readonly ((entry: Result['entry']) => boolean)[],
  score: (result: Result) => number,
): Rival<Result>[] {
  const ofKinds = kinds.map((belongs) => results.filter(({ entry }) => belongs(entry)));
  const groups = ofKinds.some(({ length }) => length > 0) ? ofKinds : [results];
  return groups.flatMap((group) => {
    const [first, ...others] = group;
    if (first === undefined) return [];
    const result = others.reduce((best, one) => (score(one) > score(best) ? one : best), first);
    const many = others.length === 0 ? '' : ` (best of ${group.length})`;
    return [{ title: `${result.entry.label}${many}`, result }];
  });
}
