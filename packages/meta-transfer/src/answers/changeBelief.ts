import { logSumExp } from '../belief/hypothesisBelief.ts';
import { pairTable, tableEvidence } from './mechanismEvidence.ts';
import type { PairTable, TableEvidence } from './mechanismEvidence.ts';

/** What changed in a transfer: the mechanism of one variable, of both or of none. */
export interface ChangeBelief {
  /** That nothing changed. */
  readonly none: number;
  /** That what makes A changed, and nothing else. */
  readonly a: number;
  /** That what makes B changed, and nothing else. */
  readonly b: number;
  /** That both changed. */
  readonly both: number;
}

/** What is believed about two variables after training and transfers. */
export interface DirectionBelief {
  /** That A is a cause of B, B of A, or neither; they add up to 1. */
  readonly forward: number;
  /** That B is a cause of A. */
  readonly backward: number;
  /** That they are independent in every set. */
  readonly independent: number;
  /** What changed in each transfer. */
  readonly changes: readonly ChangeBelief[];
  /** `log L(A->B) - log L(B->A)` of each transfer, in nats. */
  readonly deltas: readonly number[];
}

/** What every pair counts for before any data; the evidence is averaged over these. */
const PSEUDO_COUNTS = [0.1, 0.3, 1];

/**
 * What kinds of change the world allows, in all transfers alike: at most one mechanism at a time, anything, or all or
 * nothing. In the last one no transfer tells anything about the direction; without it, small chances in several
 * transfers that changed both mechanisms would add up to a wrong belief.
 */
const WORLDS: readonly (readonly (0 | 1 | 2 | 3)[])[] = [
  [0, 1, 2],
  [0, 1, 2, 3],
  [0, 3],
];

/** Log-evidences of one transfer: kept are predicted by training and go on learning, fresh ones know nothing. */
interface TransferEvidence {
  readonly fresh: TableEvidence;
  readonly kept: TableEvidence;
}

/** Scores of one transfer under one structure: nothing changed, A's mechanism, B's, or both. */
export type ChangeScores = readonly [none: number, a: number, b: number, both: number];

/** One of each for A->B, B->A and independence. */
type Structures<Each> = readonly [Each, Each, Each];

/**
 * Compares A->B, B->A and independence by what had to change for the transfers to look as they do. In each of them the
 * mechanism of the cause, that of the effect, both or none may have changed, with equal prior probability: a changed one
 * is scored by a fresh table, the others by what training taught. Where nothing changed, or everything, both directions
 * score alike.
 *
 * @param categories - The numbers of categories of A and of B.
 * @returns A function from the counts of the training set and of the transfers to beliefs.
 */
export function directionBeliefs(
  categories: readonly [number, number],
): (training: PairTable, transfers: readonly PairTable[]) => DirectionBelief {
  const evidences = PSEUDO_COUNTS.map((pseudoCount) => tableEvidence(categories, pseudoCount));
  return (training, transfers) => {
    const views = evidences.map((evidence) => viewOf(evidence, training, transfers));
    const joined = logSumExp(views.flatMap(({ totals }) => [...totals]));
    const [forward = 0, backward = 0, independent = 0] = [0, 1, 2].map((structure) =>
      Math.exp(logSumExp(views.map(({ totals }) => totals[structure] ?? NaN)) - joined),
    );
    return {
      forward,
      backward,
      independent,
      // Wanted once per answer, and in none of its hundreds of draws.
      get changes() {
        return transfers.map((_, index) => averagedChange(views, joined, index));
      },
      get deltas() {
        return deltasOf(views);
      },
    };
  };
}

/** Differences are reported under the prior that explains the data best. */
function deltasOf(views: readonly View[]): number[] {
  const best = [...views].sort(
    (x, y) => Math.max(...y.totals.slice(0, 2)) - Math.max(...x.totals.slice(0, 2)),
  )[0];
  return (best?.transfers ?? []).map(([ab, ba]) => logSumExp(ab) - logSumExp(ba));
}

interface View {
  /** Log-evidence of A->B, B->A and independence over all sets. */
  readonly totals: Structures<number>;
  /** The same, world by world. */
  readonly worlds: readonly Structures<number>[];
  /** Scores of each transfer under each of them. */
  readonly transfers: readonly Structures<ChangeScores>[];
}

function viewOf(
  evidence: (table: PairTable) => TableEvidence,
  training: PairTable,
  transfers: readonly PairTable[],
): View {
  const before = evidence(training);
  const scores = transfers.map((transfer) => {
    const after = evidence(joinedTable(training, transfer));
    return changeScores({
      fresh: evidence(transfer),
      kept: { joint: after.joint - before.joint, a: after.a - before.a, b: after.b - before.b },
    });
  });
  const starts = [before.joint, before.joint, before.a + before.b] as const;
  const inWorld = (kinds: readonly number[], structure: 0 | 1 | 2): number => {
    let sum = starts[structure] - Math.log(WORLDS.length);
    for (const of of scores) sum += meanOf(of[structure], kinds);
    return sum;
  };
  const worlds = WORLDS.map(
    (kinds) => [inWorld(kinds, 0), inWorld(kinds, 1), inWorld(kinds, 2)] as const,
  );
  const total = (structure: 0 | 1 | 2): number => logSumExp(worlds.map((of) => of[structure]));
  return { totals: [total(0), total(1), total(2)], worlds, transfers: scores };
}

/**
 * @param scores - Of every transfer, under one direction.
 * @returns The logarithm of their likelihood, averaged over what kinds of change there may be.
 */
export function scoreInWorlds(scores: readonly ChangeScores[]): number {
  const worlds = WORLDS.map((kinds) =>
    scores.reduce((sum, of) => sum + meanOf(of, kinds), -Math.log(WORLDS.length)),
  );
  return logSumExp(worlds);
}

/** The logarithm of the mean likelihood of some kinds of change. */
function meanOf(scores: ChangeScores, kinds: readonly number[]): number {
  return logSumExp(kinds.map((kind) => scores[kind] ?? NaN)) - Math.log(kinds.length);
}

function changeScores({ fresh, kept }: TransferEvidence): Structures<ChangeScores> {
  return [
    // A -> B: P(A) and P(B|A).
    [kept.joint, fresh.a + kept.joint - kept.a, kept.a + fresh.joint - fresh.a, fresh.joint],
    // B -> A: P(A|B) and P(B).
    [kept.joint, kept.b + fresh.joint - fresh.b, fresh.b + kept.joint - kept.b, fresh.joint],
    // Neither: P(A) and P(B).
    [kept.a + kept.b, fresh.a + kept.b, kept.a + fresh.b, fresh.a + fresh.b],
  ];
}

function averagedChange(views: readonly View[], joined: number, index: number): ChangeBelief {
  const sums = [0, 0, 0, 0];
  for (const { transfers, worlds } of views) {
    transfers[index]?.forEach((scores, structure) => {
      WORLDS.forEach((kinds, world) => {
        const weight = Math.exp((worlds[world]?.[structure] ?? NaN) - joined);
        const total = logSumExp(kinds.map((kind) => scores[kind]));
        for (const kind of kinds) {
          sums[kind] = (sums[kind] ?? 0) + weight * Math.exp(scores[kind] - total);
        }
      });
    });
  }
  const [none = 0, a = 0, b = 0, both = 0] = sums;
  return { none, a, b, both };
}

function joinedTable(first: PairTable, second: PairTable): PairTable {
  return pairTable(
    first.joint.map((count, at) => count + (second.joint[at] ?? 0)),
    first.b.length,
  );
}
