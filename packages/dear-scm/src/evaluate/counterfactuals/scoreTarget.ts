import { effectiveness, factorDrift, ownFactorEffect } from '@causal-mechanisms/metrics';
import type { FactorResponse, FactorTable, TargetScores } from './counterfactualScores.ts';

/** What is known of all rows before anything is set. */
export interface FactualTables {
  /** The factors, in order. */
  readonly factors: readonly string[];
  /** Their true values. */
  readonly truth: FactorTable;
  /** As they are read from reconstructions. */
  readonly reconstructed: FactorTable;
  /** What changes of each are measured in: above 0. */
  readonly deviations: readonly number[];
}

/** What came of setting a factor to a value in all rows. */
export interface SetTables {
  /** The value. */
  readonly value: number;
  /** The true counterfactuals. */
  readonly truth: FactorTable;
  /** As they are read from the model's. */
  readonly read: FactorTable;
}

/**
 * Scores interventions on one factor.
 *
 * @param target - Its place.
 * @param descends - For every factor, whether it descends from the target, which does itself.
 * @param factual - Before anything was set.
 * @param set - Afterwards, for every value.
 * @returns The scores. Changes are measured from reconstructions, so that what encoder and generator get wrong anyway is no change.
 */
export function scoreTarget(
  target: number,
  descends: readonly boolean[],
  { factors, truth, reconstructed, deviations }: FactualTables,
  set: readonly SetTables[],
): TargetScores {
  /** All rows for the first value, then for the second, and so on. */
  const columns = (of: (tables: SetTables) => FactorTable): Float64Array[] =>
    factors.map((_, j) => concatenate(set.map((tables) => of(tables)[j] ?? new Float64Array())));
  const [trueAfter, readAfter] = [columns((tables) => tables.truth), columns(({ read }) => read)];
  const [trueBefore, readBefore] = [columns(() => truth), columns(() => reconstructed)];
  const change = (after: FactorTable, before: FactorTable, j: number): Float64Array =>
    (after[j] ?? new Float64Array()).map((value, i) => value - (before[j]?.[i] ?? NaN));
  const asked = change(trueAfter, trueBefore, target);
  const { relative } = factorDrift(readBefore, readAfter, { target, scales: deviations });
  const responses = factors.map((factor, j): FactorResponse => {
    const truly = change(trueAfter, trueBefore, j);
    const measured = change(readAfter, readBefore, j);
    const scale = (deviations[target] ?? NaN) / (deviations[j] ?? NaN);
    return {
      factor,
      descends: descends[j] ?? false,
      drift: relative[j] ?? NaN,
      response: scale * ownFactorEffect(asked, measured).slope,
      trueResponse: scale * ownFactorEffect(asked, truly).slope,
      slope: truly.some((value) => value !== 0) ? ownFactorEffect(truly, measured).slope : NaN,
      error: distance(readAfter[j], trueAfter[j]),
      idleError: distance(trueBefore[j], trueAfter[j]),
    };
  });
  const requested = concatenate(
    set.map(({ value, read }) => new Float64Array(read[target]?.length ?? 0).fill(value)),
  );
  const ownResponse = Math.abs(responses[target]?.response ?? NaN);
  const worst = (of: (response: FactorResponse) => number) =>
    responses.reduce((most, each) => (each.descends ? most : Math.max(most, of(each))), 0);
  return {
    target: factors[target] ?? '',
    values: set.map(({ value }) => value),
    own: ownFactorEffect(asked, change(readAfter, readBefore, target)),
    effectiveness: effectiveness(requested, readAfter[target] ?? []).error,
    responses,
    worstDrift: worst(({ drift }) => drift),
    systematicDrift: worst(({ response }) => Math.abs(response) / ownResponse),
  };
}

/**
 * @param first - A column.
 * @param second - Another one, as long.
 * @returns Their mean absolute difference.
 */
export function distance(
  first: Float64Array | undefined,
  second: Float64Array | undefined,
): number {
  const [a, b] = [first ?? new Float64Array(), second ?? new Float64Array()];
  return a.reduce((sum, value, i) => sum + Math.abs(value - (b[i] ?? NaN)), 0) / a.length;
}

function concatenate(parts: readonly Float64Array[]): Float64Array {
  const together = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let place = 0;
  for (const part of parts) {
    together.set(part, place);
    place += part.length;
  }
  return together;
}
