import type { ChangedMechanism, DirectionAnswer } from './directionAnswer.ts';

/** What is put into words. */
export type WordlessAnswer = Omit<DirectionAnswer, 'assumption' | 'explanation'>;

/** What an answer is put into words with. */
export interface DirectionNames {
  /** What A is called. */
  readonly a: string;
  /** What B is called. */
  readonly b: string;
  /** What the sets are called, the training set first. Default: transfers are counted. */
  readonly sets?: readonly string[];
}

/** As many sets of a kind are named, more are counted. */
const MOST_NAMED = 5;

/** What every answer rests on. */
export const ASSUMPTION =
  'In each transfer at most one of two things changed: what makes the cause, or what makes the effect of the cause. ' +
  'Nothing else acts on both variables, neither acts back on the other, and no row was chosen by its values.';

/**
 * Puts an answer into words.
 *
 * @param answer - The figures.
 * @param names - What the variables and the sets are called.
 * @returns A few sentences: the answer, what it is seen from, and what is in doubt.
 */
export function directionInWords(answer: WordlessAnswer, names: DirectionNames): string {
  return [verdict(answer, names), changesInWords(answer.changed, names)]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function verdict(answer: WordlessAnswer, names: DirectionNames): string {
  const { a, b } = names;
  const { direction, belief, independence } = answer;
  const { low, high } = answer.interval;
  switch (direction) {
    case 'A->B':
      return `${a} is a cause of ${b}: the belief is ${share(belief)} (${range(low, high)} when rows and transfers are drawn anew).`;
    case 'B->A':
      return `${b} is a cause of ${a}: the belief is ${share(1 - belief)} (${range(1 - high, 1 - low)} when rows and transfers are drawn anew).`;
    case 'independent':
      return `${a} and ${b} do not depend on each other in any of the data (belief ${share(independence)}), so neither is a cause of the other.`;
    case 'undecided':
      return `The data do not tell whether ${a} is a cause of ${b} or ${b} of ${a}: ${doubt(answer, names)}`;
  }
}

function doubt(answer: WordlessAnswer, { a, b, sets }: DirectionNames): string {
  const { reason, belief, independence, interval } = answer;
  switch (reason) {
    case 'weak-dependence':
      return `it is not even clear that they depend on each other (belief that they do not: ${share(independence)}).`;
    case 'no-change':
      return `no transfer differs from ${sets?.[0] ?? 'the training data'} by more than chance. Without a change both directions fit equally well, however much data there is.`;
    case 'both-changed':
      return `both what makes ${a} and what makes ${b} changed at once, and then both directions fit equally well.`;
    case 'unstable':
      return `the belief in ${a} -> ${b} is ${share(belief)}, but it ranges from ${share(interval.low)} to ${share(interval.high)} when rows and transfers are drawn anew.`;
    default:
      return `the belief in ${a} -> ${b} is ${share(belief)}, which is no clear answer.`;
  }
}

function changesInWords(changed: readonly ChangedMechanism[], names: DirectionNames): string {
  const words: Readonly<Record<ChangedMechanism, string>> = {
    A: `what makes ${names.a}`,
    B: `what makes ${names.b}`,
    both: 'both',
    none: 'nothing',
    unclear: 'something that is unclear',
  };
  const parts = (Object.keys(words) as ChangedMechanism[]).flatMap((change) => {
    const where = changed.flatMap((it, transfer) => (it === change ? [transfer] : []));
    return where.length === 0 ? [] : [`${words[change]} in ${transfersInWords(where, names)}`];
  });
  return `Of ${changed.length} transfer${changed.length === 1 ? '' : 's'}, this changed: ${parts.join(', ')}.`;
}

function transfersInWords(transfers: readonly number[], { sets }: DirectionNames): string {
  if (sets === undefined || transfers.length > MOST_NAMED) return String(transfers.length);
  const named = transfers.map((transfer) => sets[transfer + 1] ?? '');
  const last = named.pop() ?? '';
  return named.length === 0 ? last : `${named.join(', ')} and ${last}`;
}

function range(low: number, high: number): string {
  const [from, to] = [share(low), share(high)];
  return from === to ? from : `${from} to ${to}`;
}

/** A share as people read it, never rounded to a certainty. */
function share(value: number): string {
  if (value > 0.995) return 'above 0.99';
  if (value < 0.005) return 'below 0.01';
  return value.toFixed(2);
}
