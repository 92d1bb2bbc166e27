import type { Pair } from '../results/comparison.ts';
import type { Timing } from './timing.ts';

/** A program that takes part. */
export interface Contestant {
  /** What to call it; no two have the same name. */
  readonly name: string;
  /** Measures it once. */
  readonly measure: () => Promise<Timing>;
}

/** One measurement of every contestant, one after the other. */
export type Round = Readonly<Record<string, Timing>>;

/**
 * Measures several programs in turns.
 *
 * @param count - How many rounds.
 * @param contestants - In the order of a round.
 * @param onRound - Told of each round as soon as it is there.
 * @returns The rounds.
 */
export async function takeTurns(
  count: number,
  contestants: readonly Contestant[],
  onRound: (round: Round, index: number) => void,
): Promise<readonly Round[]> {
  const rounds: Round[] = [];
  for (let i = 0; i < count; i++) {
    const round: Record<string, Timing> = {};
    for (const { name, measure } of contestants) round[name] = await measure();
    rounds.push(round);
    onRound(round, i);
  }
  return rounds;
}

/**
 * Two contestants side by side.
 *
 * @param round - A round in which ours took part.
 * @param ours - The name of ours.
 * @param peer - The name of the peer, which need not have taken part.
 * @returns The pair.
 */
export function pairOf(round: Round, ours: string, peer: string): Pair {
  const { [ours]: first, [peer]: second } = round;
  if (first === undefined) throw new TypeError(`${ours} took no part in the round`);
  return second === undefined ? { ours: first } : { ours: first, peer: second };
}
