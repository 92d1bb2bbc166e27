import { ArgumentError } from '@causal-mechanisms/tensor-utils';
import { LITERATURE, literatureNetwork } from './literature.ts';
import type { CausalNetwork } from '../causalNetwork.ts';
import type { BayesianNetworkName } from './literature.ts';

/**
 * A small network of the literature: `asia` (8 variables, 8 edges; Lauritzen and Spiegelhalter 1988), `cancer` and
 * `earthquake` (5 variables, 4 edges each; Korb and Nicholson 2010). All variables have two categories.
 *
 * @param name - Which one.
 * @returns The network.
 * @throws ArgumentError for another name.
 *
 * @example
 * ```ts
 * import { bayesianNetwork } from '@causal-mechanisms/datasets';
 *
 * const { names, parents } = bayesianNetwork('cancer');
 * console.log(names[2], parents[2]?.map((i) => names[i])); // Cancer [ 'Pollution', 'Smoker' ]
 * ```
 */
export function bayesianNetwork(name: BayesianNetworkName): CausalNetwork {
  if (typeof name !== 'string' || !Object.hasOwn(LITERATURE, name)) {
    throw new ArgumentError(
      `bayesianNetwork: the name must be one of ${Object.keys(LITERATURE).join(', ')}, got ${name}`,
      { data: { name } },
    );
  }
  return literatureNetwork(name);
}
