import type { StudyModel } from './studySettings.ts';

/** One of the models that a study sets against each other. */
export interface Rival<Result> {
  /** Such as `LSTM 600`, or `RIMs 6/4 (best of 5)`. */
  readonly title: string;
  readonly result: Result;
}

/**
 * Whom a reader compares first: the best of the models with modules and the best LSTM.
 *
 * @param results - Of a study, at least one.
 * @param score - By which figure; the larger the better.
 * @returns Both; where a study has neither, the best of all its models.
 */
export function rivals<Result extends { readonly model: StudyModel }>(
  results: readonly Result[],
  score: (result: Result) => number,
): Rival<Result>[] {
  const kinds = ['rims', 'lstm'].map((kind) =>
    results.filter(({ model }) => model.core.kind === kind),
  );
  const groups = kinds.some(({ length }) => length > 0) ? kinds : [results];
  return groups.flatMap((group) => {
    const [first, ...others] = group;
    if (first === undefined) return [];
    const result = others.reduce((best, one) => (score(one) > score(best) ? one : best), first);
    const many = others.length === 0 ? '' : ` (best of ${group.length})`;
    return [{ title: `${result.model.label}${many}`, result }];
  });
}
