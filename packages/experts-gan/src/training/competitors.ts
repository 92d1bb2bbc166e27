import type { Tensor1D } from '@tensorflow/tfjs';
import { adamPart, FlatAdam, parametersPart, tensorPart } from '@causal-mechanisms/tensor-utils';
import type { ParameterVector, RunState, StatePart } from '@causal-mechanisms/tensor-utils';
import type { ExpertsModel } from '../model/expertsModel.ts';
import type { Expert } from '../networks/expert.ts';

/** An expert with its optimiser. */
export interface Competitor {
  /** The expert. */
  readonly expert: Expert;
  /** Its optimiser. */
  readonly adam: FlatAdam;
}

/** The networks of a competition with their optimisers. */
export interface Competitors {
  /** The experts. */
  readonly experts: readonly Competitor[];
  /** The parameters of the discriminator. */
  readonly discriminator: ParameterVector;
  /** The optimiser of the discriminator. */
  readonly discriminatorAdam: FlatAdam;
}

/**
 * @param model - Whose networks compete; disposed by its holder.
 * @returns The networks with an optimiser each; {@link disposeOptimisers} disposes of these.
 */
export function competitorsOf({ config, networks, discriminator }: ExpertsModel): Competitors {
  const { learningRate, discriminatorRateFactor } = config;
  const adam = (length: number, factor = 1) =>
    new FlatAdam(length, { learningRate: learningRate * factor });
  return {
    experts: networks.map((expert) => ({ expert, adam: adam(expert.parameters.layout.length) })),
    discriminator,
    discriminatorAdam: adam(discriminator.layout.length, discriminatorRateFactor),
  };
}

/**
 * @param competitors - The networks with their optimisers.
 * @returns Everything of them that changes.
 */
export function stateOfCompetitors({
  experts,
  discriminator,
  discriminatorAdam,
}: Competitors): RunState {
  const networks = experts.map(({ expert }) => expert);
  const optimisers = experts.map(({ adam }, j) => [`expert${j}.adam`, adamPart(adam)] as const);
  return {
    ...stateOfNetworks({ networks, discriminator }),
    ...Object.fromEntries(optimisers),
    'discriminator.adam': adamPart(discriminatorAdam),
  };
}

/**
 * @param networks - Experts and discriminator.
 * @param prefix - Before every name. Default: none.
 * @returns Their parameters and statistics.
 */
export function stateOfNetworks(
  { networks, discriminator }: Pick<ExpertsModel, 'networks' | 'discriminator'>,
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
    [`${prefix}discriminator`]: parametersPart(discriminator),
  };
}

/** @param competitors - Whose optimisers are disposed of. */
export function disposeOptimisers({ experts, discriminatorAdam }: Competitors): void {
  for (const { adam } of experts) adam.dispose();
  discriminatorAdam.dispose();
}
