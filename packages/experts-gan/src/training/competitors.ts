import type { Tensor1D } from '@tensorflow/tfjs';
import { adamPart, FlatAdam, parametersPart, tensorPart } from '@causal-mechanisms/tensor-utils';
import type { RunState, StatePart } from '@causal-mechanisms/tensor-utils';
import type { ExpertsModel } from '../model/expertsModel.ts';
import type { Expert } from '../networks/expert.ts';
import { createObjective } from '../objectives/createScorer.ts';
import type { Objective } from '../objectives/objective.ts';
import type { Scorer } from '../objectives/scorer.ts';

/** An expert with its optimiser. */
export interface Competitor {
  /** The expert. */
  readonly expert: Expert;
  /** Its optimiser. */
  readonly adam: FlatAdam;
}

/** The experts of a competition with their optimisers, and what they compete for. */
export interface Competitors {
  /** The experts. */
  readonly experts: readonly Competitor[];
  /** What scores their outputs, and how it learns. */
  readonly objective: Objective;
}

/**
 * @param model - Whose networks compete; disposed by its holder.
 * @returns The networks with an optimiser each; {@link disposeOptimisers} disposes of these.
 */
export function competitorsOf({ config, networks, scorer }: ExpertsModel): Competitors {
  const { learningRate } = config;
  const adam = (length: number) => new FlatAdam(length, { learningRate });
  return {
    experts: networks.map((expert) => ({ expert, adam: adam(expert.parameters.layout.length) })),
    objective: createObjective(config, scorer),
  };
}

/**
 * @param competitors - The networks with their optimisers.
 * @returns Everything of them that changes.
 */
export function stateOfCompetitors({ experts, objective }: Competitors): RunState {
  const networks = experts.map(({ expert }) => expert);
  const optimisers = experts.map(({ adam }, j) => [`expert${j}.adam`, adamPart(adam)] as const);
  return {
    ...stateOfNetworks({ networks, scorer: objective.scorer }),
    ...Object.fromEntries(optimisers),
    ...objective.state,
  };
}

/**
 * @param networks - Experts and what scores their outputs.
 * @param prefix - Before every name. Default: none.
 * @returns Their parameters and statistics.
 */
export function stateOfNetworks(
  { networks, scorer }: { readonly networks: readonly Expert[]; readonly scorer: Scorer },
  prefix = '',
): RunState {
  const parts = networks.flatMap((expert, j): [string, StatePart][] => [
    [`${prefix}expert${j}`, parametersPart(expert.parameters)],
    [
      `${prefix}expert${j}.statistics`,
      tensorPart({
        get: () => expert.statistics,
        set: (statistics) => {
          expert.setStatistics(statistics as Tensor1D);
        },
      }),
    ],
  ]);
  return {
    ...Object.fromEntries(parts),
    ...(scorer.parameters.layout.length === 0
      ? {}
      : { [prefix + scorer.name]: parametersPart(scorer.parameters) }),
  };
}

/** @param competitors - Whose optimisers are disposed of. */
export function disposeOptimisers({ experts, objective }: Competitors): void {
  for (const { adam } of experts) adam.dispose();
  objective.dispose();
}
