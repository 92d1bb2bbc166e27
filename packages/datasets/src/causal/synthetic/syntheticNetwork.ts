import {
  ArgumentError,
  checkCount,
  checkInstance,
  checkOptions,
  RandomStream,
} from '@causal-mechanisms/tensor-utils';
import { causalNetwork } from '../causalNetwork.ts';
import { randomMechanism } from './randomMechanism.ts';
import { SYNTHETIC_GRAPH_KINDS, syntheticParents } from './syntheticParents.ts';
import type { CausalNetwork } from '../causalNetwork.ts';
import type { SyntheticGraphKind } from './syntheticParents.ts';

/** Options of {@link syntheticNetwork}. */
export interface SyntheticNetworkOptions {
  /** The kind of graph. */
  readonly kind: SyntheticGraphKind;
  /** The number of variables, at least 2. Default: 25. */
  readonly variables?: number;
  /** The number of categories of each variable, 2 to 256. Default: 10. */
  readonly categories?: number;
  /** The probability of each edge of `random`. Default: 0.3. */
  readonly edgeProbability?: number;
  /** Where graph and mechanisms are drawn from. */
  readonly stream: RandomStream;
}

/**
 * Draws a network whose variables come in random order, and whose mechanisms are random neural networks: the synthetic graphs of
 * Lippe, Cohen and Gavves (ICLR 2022), with their sizes as defaults.
 *
 * @param options - Kind, sizes and stream.
 * @returns The network.
 * @throws ArgumentError when an option is impossible.
 *
 * @example
 * ```ts
 * import { syntheticNetwork } from '@causal-mechanisms/datasets';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const network = syntheticNetwork({ kind: 'jungle', variables: 7, stream: new RandomStream(1) });
 * console.log(network.parents.map((list) => list.length).sort().join(' ')); // 0 1 1 2 2 2 2
 * ```
 */
export function syntheticNetwork(options: SyntheticNetworkOptions): CausalNetwork {
  const owner = 'syntheticNetwork';
  const {
    kind,
    variables = 25,
    categories = 10,
    edgeProbability = 0.3,
    stream,
  } = checkOptions(owner, options);
  if (!SYNTHETIC_GRAPH_KINDS.includes(kind)) {
    throw new ArgumentError(
      `${owner}: kind must be one of ${SYNTHETIC_GRAPH_KINDS.join(', ')}, got ${kind}`,
      { data: { kind } },
    );
  }
  checkInstance(owner, 'stream', stream, RandomStream);
  checkCount(owner, 'variables', variables, { least: 2, most: 10_000 });
  checkCount(owner, 'categories', categories, { least: 2, most: 256 });
  if (typeof edgeProbability !== 'number' || !(edgeProbability >= 0 && edgeProbability <= 1)) {
    throw new ArgumentError(
      `${owner}: edgeProbability must be a number from 0 to 1, got ${String(edgeProbability)}`,
      { data: { edgeProbability } },
    );
  }
  const ordered = syntheticParents(kind, variables, edgeProbability, stream);
  const places = [...stream.sampleIndices(variables, variables)];
  const parents: number[][] = ordered.map(() => []);
  ordered.forEach((list, i) => {
    parents[places[i] ?? 0] = list.map((parent) => places[parent] ?? 0);
  });
  return causalNetwork({
    categories: parents.map(() => categories),
    parents,
    mechanisms: parents.map((list) =>
      randomMechanism(
        categories,
        list.map(() => categories),
        stream,
      ),
    ),
  });
}
