import {
  ArgumentError,
  checkCount,
  checkInstance,
  checkOptions,
  RandomStream,
} from '@causal-mechanisms/tensor-utils';
import { causalNetwork } from '../causalNetwork.ts';
import type { CausalNetwork } from '../causalNetwork.ts';

/**
 * How three variables hang together: `chain` (A -> B -> C), `fork` (A <- B -> C), `collider` (A -> B <- C), or `confounder` (B -> A,
 * B -> C and A -> C: B confounds the effect of A on C).
 */
export type ThreeVariableStructure = 'chain' | 'fork' | 'collider' | 'confounder';

/** Options of {@link threeVariableNetwork}. */
export interface ThreeVariableNetworkOptions {
  /** The graph. */
  readonly structure: ThreeVariableStructure;
  /** The number of categories of each variable, 2 to 256. Default: 2. */
  readonly categories?: number;
  /** Where the tables are drawn from. */
  readonly stream: RandomStream;
}

const PARENTS: Readonly<Record<ThreeVariableStructure, readonly (readonly number[])[]>> = {
  chain: [[], [0], [1]],
  fork: [[1], [], [1]],
  collider: [[], [0, 2], []],
  confounder: [[1], [], [0, 1]],
};

/**
 * Draws a network of the three variables A, B and C; every row of its tables is uniform on the simplex.
 *
 * @param options - Structure, categories and stream.
 * @returns The network.
 * @throws ArgumentError when an option is impossible.
 *
 * @example
 * ```ts
 * import { threeVariableNetwork } from '@causal-mechanisms/datasets';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const network = threeVariableNetwork({ structure: 'collider', stream: new RandomStream(1) });
 * console.log(network.parents); // [ [], [ 0, 2 ], [] ]
 * ```
 */
export function threeVariableNetwork(options: ThreeVariableNetworkOptions): CausalNetwork {
  const owner = 'threeVariableNetwork';
  const { structure, categories = 2, stream } = checkOptions(owner, options);
  if (typeof structure !== 'string' || !Object.hasOwn(PARENTS, structure)) {
    throw new ArgumentError(
      `${owner}: structure must be one of ${Object.keys(PARENTS).join(', ')}, got ${structure}`,
      { data: { structure } },
    );
  }
  checkInstance(owner, 'stream', stream, RandomStream);
  checkCount(owner, 'categories', categories, { least: 2, most: 256 });
  const parents = PARENTS[structure];
  const even = new Array<number>(categories).fill(1);
  return causalNetwork({
    names: ['A', 'B', 'C'],
    categories: [categories, categories, categories],
    parents,
    mechanisms: parents.map((list) =>
      Array.from({ length: categories ** list.length }, () => stream.dirichlet(even)),
    ),
  });
}
