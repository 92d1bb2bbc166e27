import type { PairSamples } from '@causal-mechanisms/datasets';
import {
  ArgumentError,
  checkArray,
  checkOptions,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import { logSumExp, softmax } from '../../belief/hypothesisBelief.ts';
import { checkPairSamples } from '../checkPairs.ts';
import { pairCounts } from '../hypothesesFromSamples.ts';
import { dirichletScore } from './dirichletScore.ts';
import { pairTables } from './pairTables.ts';
import type { PairTables } from './pairTables.ts';

/** How A and B may hang together. */
export type PairStructure = (typeof PAIR_STRUCTURES)[number];

/** Every {@link PairStructure}. */
export const PAIR_STRUCTURES = ['A->B', 'B->A', 'independent'] as const;

/** Whose mechanism an intervention may have changed. */
export type ChangedModule = (typeof CHANGED_MODULES)[number];

/** Every {@link ChangedModule}. */
export const CHANGED_MODULES = ['A', 'B', 'both', 'neither'] as const;

/** Samples of two variables, before and after interventions. */
export interface PairInterventions {
  /** Pairs of the undisturbed system. */
  readonly training: PairSamples;
  /** Pairs under interventions: one entry for each transfer distribution. Nobody need know what was changed. */
  readonly transfers: readonly PairSamples[];
}

/** Options of {@link moduleBelief}. */
export interface ModuleBeliefOptions {
  /** The numbers of categories of A and of B. */
  readonly categories: readonly [number, number];
  /** The concentration of each pair before the first training sample, above 0. Default: 0.5. */
  readonly concentration?: number;
  /** The concentration of each category in the table of a freed module, above 0. Default: 1. */
  readonly freedConcentration?: number;
}

/** What is believed of one transfer distribution. */
export interface TransferBelief {
  /**
   * The log-likelihood in nats, for each structure, with the module of A freed, that of B, both, and neither. The module of a variable
   * is its marginal where it is the cause or independent, and its conditional where it is the effect.
   */
  readonly logLikelihoods: Readonly<
    Record<PairStructure, readonly [number, number, number, number]>
  >;
  /** How much it is believed, over all structures, that the module of A, that of B, both or neither were changed; adds up to 1. */
  readonly changed: Readonly<Record<ChangedModule, number>>;
}

/** What is believed of two variables. */
export interface ModuleBelief {
  /** What is believed most. */
  readonly structure: PairStructure;
  /** How much each structure is believed; adds up to 1. */
  readonly beliefs: Readonly<Record<PairStructure, number>>;
  /** The log-likelihood of each structure over training and transfers, in nats. */
  readonly scores: Readonly<Record<PairStructure, number>>;
  /** One entry per transfer distribution. */
  readonly transfers: readonly TransferBelief[];
}

/**
 * Which of two variables causes the other, if any, when nobody knows what the interventions changed: a softmax belief over A->B, B->A and
 * independence, in each of which every transfer distribution frees the module of A, that of B, both, or neither, with even odds.
 *
 * A module that is not freed predicts from what training taught. A freed one starts afresh in every transfer distribution; a freed conditional
 * may still depend on the cause, or be cut off from it, with even odds. Where both modules are freed, or none, the directions describe the transfer
 * alike, so that it says nothing about them. All tables adapt by counting, in closed form: no step size.
 *
 * An intervention on the effect then speaks for the true direction, as one on the cause does, and independent variables are called so. Directions
 * differ only where something was changed enough to be seen: give several transfer distributions.
 *
 * @param data - Samples before and after interventions.
 * @param options - Numbers of categories, prior concentrations.
 * @returns The beliefs.
 * @throws ArgumentError when a concentration is not finite and above 0, or a variable has fewer than 2 or more than 256 categories; ShapeError,
 * ValuesError when there is no training pair, no transfer distribution, one without pairs, or pairs do not fit.
 *
 * @example
 * ```ts
 * import { categoricalPair, samplePairs, transferDistribution } from '@causal-mechanisms/datasets';
 * import { moduleBelief } from '@causal-mechanisms/meta-transfer';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const stream = new RandomStream(1);
 * const pair = categoricalPair({ categories: 5, stream });
 * const transfers = [1, 2, 3].map(() =>
 *   samplePairs(transferDistribution(pair, stream, { change: 'effect' }), 200, stream),
 * );
 * const data = { training: samplePairs(pair, 5000, stream), transfers };
 * console.log(moduleBelief(data, { categories: [5, 5] }).structure); // A->B
 * ```
 */
export function moduleBelief(data: PairInterventions, options: ModuleBeliefOptions): ModuleBelief {
  const owner = 'moduleBelief';
  const { training, transfers } = checkOptions(owner, data, 'data');
  const { categories, ...chosen } = checkOptions(owner, options);
  const { concentration: own = 0.5, freedConcentration: freed = 1 } = chosen;
  const [concentration, freedConcentration] = [
    checkedConcentration(owner, 'concentration', own),
    checkedConcentration(owner, 'freedConcentration', freed),
  ];
  checkPairSamples(owner, training, categories, { least: 1, name: 'training' });
  checkArray(owner, 'transfers', transfers);
  if (transfers.length === 0) {
    throw new ValuesError(`${owner}: transfers must hold at least one transfer distribution`);
  }
  const seen = pairCounts(training, categories);
  const known = pairTables(
    seen.map((count) => count + concentration),
    categories,
  );
  const found = transfers.map((samples, i) => {
    checkPairSamples(owner, samples, categories, { least: 1, name: `transfers[${i}]` });
    const tables = pairTables(pairCounts(samples, categories), categories);
    return scoreTransfer(tables, known, freedConcentration);
  });
  const start = trainingScores(pairTables(seen, categories), concentration);
  const scores = Object.fromEntries(
    PAIR_STRUCTURES.map((structure) => {
      const sum = found.reduce((total, of) => total + evenMixture(of[structure]), 0);
      return [structure, start[structure] + sum];
    }),
  ) as Record<PairStructure, number>;
  const posterior = softmax(PAIR_STRUCTURES.map((structure) => scores[structure]));
  const beliefs = Object.fromEntries(
    PAIR_STRUCTURES.map((structure, s) => [structure, posterior[s] ?? NaN]),
  ) as Record<PairStructure, number>;
  const [structure] = [...PAIR_STRUCTURES].sort((one, other) => beliefs[other] - beliefs[one]);
  return {
    structure: structure ?? 'independent',
    beliefs,
    scores,
    transfers: found.map((logLikelihoods) => ({
      logLikelihoods,
      changed: changedModules(logLikelihoods, beliefs),
    })),
  };
}

/** Where so much was known before, more changes no prediction, and sums over all pairs stay within the numbers. */
const MOST_CONCENTRATION = 1e300;

function checkedConcentration(owner: string, name: string, value: number): number {
  if (!(Number.isFinite(value) && value > 0)) {
    throw new ArgumentError(`${owner}: ${name} must be finite and above 0, got ${String(value)}`, {
      data: { name, value },
    });
  }
  return Math.min(value, MOST_CONCENTRATION);
}

/** Which modules were changed, averaged over the structures. */
function changedModules(
  logLikelihoods: TransferBelief['logLikelihoods'],
  beliefs: ModuleBelief['beliefs'],
): Record<ChangedModule, number> {
  const changed = { A: 0, B: 0, both: 0, neither: 0 };
  for (const structure of PAIR_STRUCTURES) {
    const within = softmax(logLikelihoods[structure]);
    CHANGED_MODULES.forEach((module, i) => {
      changed[module] += beliefs[structure] * (within[i] ?? NaN);
    });
  }
  return changed;
}

/** The evidence of the training pairs: one saturated joint for both directions, two marginals for independence. */
function trainingScores(
  [{ causes, effects, joint, cause, effect }]: readonly [PairTables, PairTables],
  concentration: number,
): Record<PairStructure, number> {
  const even = (counts: Float64Array, each: number) =>
    dirichletScore(
      counts,
      counts.map(() => each),
    );
  const dependent = even(joint, concentration);
  return {
    'A->B': dependent,
    'B->A': dependent,
    independent: even(cause, concentration * effects) + even(effect, concentration * causes),
  };
}

/** Log-likelihoods of one transfer distribution: the module of A freed, that of B, both, neither. */
function scoreTransfer(
  [a, b]: readonly [PairTables, PairTables],
  [knownA, knownB]: readonly [PairTables, PairTables],
  freed: number,
): TransferBelief['logLikelihoods'] {
  const [ofA, ofB] = [modules(a, knownA, freed), modules(b, knownB, freed)];
  const both = dirichletScore(a.joint, new Float64Array(a.joint.length).fill(freed));
  const neither = ofA.cause + ofA.effect;
  return {
    'A->B': [ofA.freedCause + ofA.effect, ofA.cause + ofA.freedEffect, both, neither],
    'B->A': [ofB.cause + ofB.freedEffect, ofB.freedCause + ofB.effect, both, neither],
    independent: [
      ofA.freedCause + ofB.cause,
      ofA.cause + ofB.freedCause,
      ofA.freedCause + ofB.freedCause,
      ofA.cause + ofB.cause,
    ],
  };
}

/** What the modules of cause and effect score, as training left them and freed. */
function modules(
  { causes, effects, joint, cause, effect }: PairTables,
  known: PairTables,
  freed: number,
) {
  const fresh = new Float64Array(causes * effects).fill(freed);
  const rows = (prior: Float64Array) => {
    let sum = 0;
    for (let row = 0; row < causes; row++)
      sum += dirichletScore(joint, prior, row * effects, effects);
    return sum;
  };
  return {
    cause: dirichletScore(cause, known.cause),
    effect: rows(known.joint),
    freedCause: dirichletScore(cause, fresh.subarray(0, causes)),
    freedEffect: evenMixture([rows(fresh), dirichletScore(effect, fresh.subarray(0, effects))]),
  };
}

function evenMixture(logLikelihoods: readonly number[]): number {
  return logSumExp(logLikelihoods) - Math.log(logLikelihoods.length);
}
