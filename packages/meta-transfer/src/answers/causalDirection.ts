import {
  ArgumentError,
  checkArray,
  checkCount,
  checkNumber,
  checkOptions,
  checkText,
  RandomStream,
  ShapeError,
} from '@causal-mechanisms/tensor-utils';
import { expectedRatio } from '../belief/expectedRatio.ts';
import { pairCounts } from '../pair/hypothesesFromSamples.ts';
import { directionBeliefs } from './changeBelief.ts';
import type { DirectionBelief } from './changeBelief.ts';
import { encodePair } from './cells/pairCells.ts';
import type { DirectionData, EncodedPair } from './cells/pairCells.ts';
import { continuousDirection } from './continuousDirection.ts';
import { changedMechanism, decidedDirection } from './decidedDirection.ts';
import type { DirectionAnswer } from './directionAnswer.ts';
import { ASSUMPTION, directionInWords } from './directionWords.ts';
import { halfOfRows, middleInterval } from './halfSamples.ts';
import { independenceTest } from './independenceTest.ts';
import { pairTable } from './mechanismEvidence.ts';
import type { PairTable } from './mechanismEvidence.ts';
import { MOST_DRAWS, streamOf } from './draws/randomness.ts';
import { twoHypothesisAnswer } from './twoHypotheses.ts';

/** Options of {@link causalDirection}. */
export interface CausalDirectionOptions {
  /** What the variables are called in words. Default: `A` and `B`. */
  readonly names?: readonly [string, string];
  /**
   * What the sets of rows are called in sentences, the training set first, such as `['spring', 'summer']`: as many as sets, all different. Default: by their
   * place, such as `transfers[0]`.
   */
  readonly environments?: readonly string[];
  /**
   * Columns of numbers are cut into bins at their quantiles, or compared as they are: as curves with normal noise. Both
   * columns must be numeric, with more than 20 different values that vary in training, for that; what changed and whether they depend is judged by bins all the same. Default: `bins`.
   */
  readonly numeric?: 'bins' | 'continuous';
  /**
   * How many bins, 2 to 254. Default: the root of a fifth of the rows, 2 to 8; beyond 10,000 rows eight times the fourth root of
   * a ten-thousandth of them, because coarse bins would look like a change of both.
   */
  readonly bins?: number;
  /** How often rows and transfers are drawn anew for the interval, at least 20. Default: 200, and 40 for `continuous`. */
  readonly draws?: number;
  /** The share of the draws in the interval, in (0, 1). Default: 0.9. */
  readonly level?: number;
  /** The belief from which there is an answer, in (0.5, 1). Default: 0.99. */
  readonly sure?: number;
  /** Where the draws come from. Default: a stream with `seed`. */
  readonly stream?: RandomStream;
  /** The seed, where there is no stream. Default: 1. */
  readonly seed?: number;
}

/**
 * Tells which of two variables is a cause of the other from how the data change when something in the system does: the
 * mechanism that did not change still predicts, in the right direction only. Refuses to answer where the data do not tell.
 *
 * Five kinds of model are compared: A->B and B->A, in which the mechanism of the cause, that of the effect, both or none
 * may have changed in each transfer, and independence. A changed mechanism is scored by a fresh table, the others by what
 * training taught, every row before it is learned. It answers `undecided` where nothing changed, where everything did, and
 * where the answer would not stand with half of the rows or with other transfers.
 *
 * @param data - Rows of the usual system, and rows from after each change.
 * @param options - Names of variables and sets, bins, draws and thresholds.
 * @returns The direction, the belief in it with an interval, what changed in each transfer, and all of it in words.
 * @throws ArgumentError when there is no transfer, a column is no array, or an option is out of range; ShapeError when columns
 *   differ in length, or names are not as many as what they name; ValuesError when a set has fewer than two complete rows, a cell is impossible, or a variable is of no use.
 *
 * @example
 * ```ts
 * import { causalDirection } from '@causal-mechanisms/meta-transfer';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const stream = new RandomStream(2);
 * const days = (count: number, rainy: number) => {
 *   const rain = Array.from({ length: count }, () => stream.uniform() < rainy);
 *   return { a: rain, b: rain.map((wet) => (stream.uniform() < (wet ? 0.8 : 0.1) ? 'umbrella' : 'none')) };
 * };
 * const answer = causalDirection(
 *   { training: days(1000, 0.3), transfers: [days(300, 0.8), days(300, 0.05), days(300, 0.6)] },
 *   { names: ['rain', 'umbrellas'] },
 * );
 * console.log(answer.direction, answer.changed); // A->B [ 'A', 'A', 'A' ]
 * ```
 */
export function causalDirection(
  data: DirectionData,
  options: CausalDirectionOptions = {},
): DirectionAnswer {
  const { numeric = 'bins', level = 0.9, sure = 0.99 } = checkOptions(OWNER, options);
  const { names = ['A', 'B'] } = options;
  const { draws = numeric === 'bins' ? 200 : 40 } = options;
  checkSettings({ ...options, names, level, sure, draws });
  const stream = streamOf(OWNER, options);
  const { bins, environments } = options;
  const pair = encodePair(data, {
    ...(bins === undefined ? {} : { bins }),
    ...(environments === undefined ? {} : { environments }),
  });
  const warnings = [...pair.warnings];
  const tables = pair.sets.map((set) =>
    pairTable(pairCounts(set, pair.categories), pair.categories[1]),
  );
  const [training, ...transfers] = tables;
  if (training === undefined) throw new ArgumentError('causalDirection: expected a training set');
  const judge = directionBeliefs(pair.categories);
  const found = judge(training, transfers);
  const dependence = independenceTest(training, stream.split('independence'));
  let belief = beliefOf(found);
  let deltas = found.deltas;
  let drawn: number[];
  const drawStream = stream.split('draws');
  const numbers = numeric === 'continuous' ? pair.numbers : undefined;
  if (numbers === undefined) {
    if (numeric === 'continuous') {
      warnings.push(
        'the columns are not both numeric, with more than 20 different values that vary in training, so that categories were compared',
      );
    }
    drawn = drawBeliefs(judge, training, transfers, draws, drawStream);
  } else {
    const continuous = continuousDirection(numbers, { draws, stream: drawStream });
    ({ belief, deltas, drawn } = continuous);
  }
  const interval = { ...middleInterval(drawn, level), level, draws };
  warnings.push(
    ...thinWarnings(pair, environments === undefined ? 'the training set' : pair.setNames[0]),
  );
  const decided = decidedDirection({ found, belief, interval, dependence, sure });
  const answer = {
    ...decided,
    belief,
    independence: found.independent,
    interval,
    deltas,
    expectedRatio: expectedRatio(deltas),
    changed: found.changes.map(changedMechanism),
    dependence,
    twoHypotheses: twoHypothesisAnswer(pair),
    labels: pair.labels,
    warnings,
  };
  const explanation = directionInWords(answer, {
    a: names[0],
    b: names[1],
    ...(environments === undefined ? {} : { sets: pair.setNames }),
  });
  return { ...answer, assumption: ASSUMPTION, explanation };
}

const OWNER = 'causalDirection';

function checkSettings({
  names,
  level,
  sure,
  draws,
  numeric = 'bins',
  bins,
}: CausalDirectionOptions & Required<Pick<CausalDirectionOptions, Settled>>): void {
  checkNames(names);
  checkCount(OWNER, 'draws', draws, { least: 20, most: MOST_DRAWS });
  if (bins !== undefined) checkCount(OWNER, 'bins', bins, { least: 2, most: 254 });
  checkText(OWNER, 'numeric', numeric, ['bins', 'continuous']);
  checkNumber(OWNER, 'level', level, { above: 0, below: 1 });
  checkNumber(OWNER, 'sure', sure, { above: 0.5, below: 1 });
}

type Settled = 'names' | 'level' | 'sure' | 'draws';

function checkNames(names: readonly string[]): void {
  checkArray(OWNER, 'names', names).forEach((name, i) => {
    checkText(OWNER, `names[${i}]`, name);
  });
  if (names.length === 2 && names[0] !== names[1]) return;
  throw new ShapeError(`${OWNER}: names must be two that differ, got ${names.join(', ')}`, {
    data: { names },
  });
}

function beliefOf({ forward, backward }: DirectionBelief): number {
  const sum = forward + backward;
  return sum > 0 ? forward / sum : 0.5;
}

function drawBeliefs(
  judge: (training: PairTable, transfers: readonly PairTable[]) => DirectionBelief,
  training: PairTable,
  transfers: readonly PairTable[],
  draws: number,
  stream: RandomStream,
): number[] {
  return Array.from({ length: draws }, () => {
    const chosen = transfers.map(() => {
      const transfer = transfers[stream.integer(0, transfers.length)];
      return halfOfRows(transfer ?? training, stream);
    });
    return beliefOf(judge(halfOfRows(training, stream), chosen));
  });
}

/** Fewer rows than cells: every answer is likely to be undecided. */
function thinWarnings({ sets, categories }: EncodedPair, training = ''): string[] {
  const cells = categories[0] * categories[1];
  const rows = sets[0]?.a.length ?? 0;
  if (rows >= 2 * cells) return [];
  return [
    `${training} has ${rows} rows for ${cells} pairs of categories; fewer categories or bins would say more`,
  ];
}
