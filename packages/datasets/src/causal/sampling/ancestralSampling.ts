import {
  checkCount,
  checkInstance,
  checkNumbers,
  checkOptions,
  RandomStream,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import { checkDistribution, tableMechanism } from '../tableMechanism.ts';
import { checkNetwork, MOST_ROWS } from '../networkChecks.ts';
import { topologicalOrder } from '../topologicalOrder.ts';
import type { CategoricalTable } from '../categoricalTable.ts';
import type { CausalNetwork } from '../causalNetwork.ts';

/** Options of {@link sampleInterventional}. */
export interface SampleInterventionalOptions {
  /** The variable that is intervened on, by index. */
  readonly target: number;
  /** The number of rows. */
  readonly n: number;
  /**
   * What its mechanism is replaced by: one probability per category, whatever its parents are. Default: all categories
   * alike.
   */
  readonly distribution?: ArrayLike<number>;
}

/** What is left of the unit interval by rounding, and no more. */
const ROUNDING = 1e-5;

/**
 * Draws samples of a network as it is.
 *
 * @param network - The network.
 * @param n - The number of rows.
 * @param stream - Where they are drawn from.
 * @returns The samples.
 * @throws ArgumentError when `n` is no whole number; ValuesError when a mechanism gives no distribution.
 *
 * @example
 * ```ts
 * import { bayesianNetwork, sampleObservational } from '@causal-mechanisms/datasets';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const table = sampleObservational(bayesianNetwork('asia'), 1000, new RandomStream(1));
 * console.log(table.rows, table.names.length); // 1000 8
 * ```
 */
export function sampleObservational(
  network: CausalNetwork,
  n: number,
  stream: RandomStream,
): CategoricalTable {
  checkNetwork('sampleObservational', network);
  checkCount('sampleObservational', 'n', n, { least: 0, most: MOST_ROWS });
  checkInstance('sampleObservational', 'stream', stream, RandomStream);
  return ancestralSamples(network, n, stream);
}

/**
 * Draws samples of a network in which the mechanism of one variable is replaced: `do(target ~ distribution)`. The others
 * stay as they are, so the change reaches the target's descendants and nothing else.
 *
 * @param network - The network.
 * @param options - Target, number of rows and new distribution.
 * @param stream - Where they are drawn from.
 * @returns The samples.
 * @throws ArgumentError when target or `n` are impossible; ShapeError and ValuesError for what is no distribution over the
 *   target's categories.
 *
 * @example
 * ```ts
 * import { bayesianNetwork, sampleInterventional } from '@causal-mechanisms/datasets';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const asia = bayesianNetwork('asia');
 * const smoke = asia.names.indexOf('smoke');
 * const everybody = { target: smoke, n: 100, distribution: [1, 0] };
 * const table = sampleInterventional(asia, everybody, new RandomStream(1));
 * console.log(table.columns[smoke]?.every((category) => category === 0)); // true
 * ```
 */
export function sampleInterventional(
  network: CausalNetwork,
  options: SampleInterventionalOptions,
  stream: RandomStream,
): CategoricalTable {
  const owner = 'sampleInterventional';
  checkNetwork(owner, network);
  checkInstance(owner, 'stream', stream, RandomStream);
  const { target, n } = checkOptions(owner, options);
  checkCount(owner, 'target', target, { least: 0, most: network.names.length - 1 });
  checkCount(owner, 'n', n, { least: 0, most: MOST_ROWS });
  const categories = network.categories[target] ?? 0;
  const { distribution = new Float64Array(categories).fill(1 / categories) } = options;
  checkNumbers(owner, 'distribution', distribution, { anyNumber: true });
  const what = `the distribution for ${network.names[target] ?? target}`;
  checkDistribution(owner, distribution, { categories, what });
  const changed = tableMechanism([distribution]);
  return ancestralSamples(
    {
      ...network,
      mechanisms: network.mechanisms.map((mechanism, i) => (i === target ? changed : mechanism)),
    },
    n,
    stream,
  );
}

/** Variable by variable, parents first: each one is a single loop over the rows. */
function ancestralSamples(
  network: CausalNetwork,
  n: number,
  stream: RandomStream,
): CategoricalTable {
  const { names, categories, parents } = network;
  const columns = names.map(() => new Uint8Array(n));
  for (const variable of topologicalOrder(parents, names))
    fillColumn(network, variable, columns, stream);
  return { columns, categories: [...categories], names: [...names], rows: n };
}

/** Larger tables of distributions are not kept: there, hardly any combination of parents comes twice. */
const MOST_KEPT = 2 ** 18;

/** Every distribution is asked for once, when its combination of parents first comes up. */
function fillColumn(
  { names, categories, parents, mechanisms }: CausalNetwork,
  variable: number,
  columns: readonly Uint8Array[],
  stream: RandomStream,
): void {
  const mechanism = mechanisms[variable];
  const column = columns[variable];
  if (mechanism === undefined || column === undefined) return;
  const list = parents[variable] ?? [];
  const sources = list.map((parent) => columns[parent] ?? column);
  const sizes = Uint16Array.from(list, (parent) => categories[parent] ?? 1);
  const values = new Uint8Array(list.length);
  const count = categories[variable] ?? 0;
  const combinations = sizes.reduce((product, size) => product * size, 1);
  const isKept = combinations * count <= MOST_KEPT;
  const known = new Uint8Array(isKept ? combinations : 1);
  const distributions = new Float64Array(known.length * count);
  const probabilities = new Float64Array(256);
  for (let row = 0; row < column.length; row++) {
    let combination = 0;
    for (let k = 0; k < values.length; k++) {
      const value = sources[k]?.[row] ?? 0;
      values[k] = value;
      combination = combination * (sizes[k] ?? 1) + value;
    }
    const place = isKept ? combination : 0;
    if (!isKept || known[place] === 0) {
      mechanism.probabilities(values, probabilities);
      if (!isDistribution(probabilities, count)) {
        throw new ValuesError(
          `sampling: the mechanism of ${names[variable] ?? variable} gives no distribution when its parents are ${values.join(', ')}`,
          {
            data: {
              variable,
              parents: [...values],
              probabilities: [...probabilities.subarray(0, count)],
            },
          },
        );
      }
      for (let c = 0; c < count; c++) distributions[place * count + c] = probabilities[c] ?? 0;
      known[place] = 1;
    }
    column[row] = categoryAt(distributions, place * count, count, stream.uniform());
  }
}

function isDistribution(probabilities: Float64Array, count: number): boolean {
  let sum = 0;
  for (let c = 0; c < count; c++) {
    const probability = probabilities[c] ?? NaN;
    if (!(probability >= 0)) return false;
    sum += probability;
  }
  return Math.abs(sum - 1) < ROUNDING;
}

/** The category that a uniform number falls on; what rounding leaves over goes to the last possible one. */
function categoryAt(
  distributions: Float64Array,
  start: number,
  count: number,
  uniform: number,
): number {
  let left = uniform;
  let last = 0;
  for (let c = 0; c < count; c++) {
    const probability = distributions[start + c] ?? 0;
    if (probability > 0) {
      if (left < probability) return c;
      left -= probability;
      last = c;
    }
  }
  return last;
}
