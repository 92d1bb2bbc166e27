import * as tf from '@tensorflow/tfjs';
import {
  asFactorGraph,
  checkFactorDataset,
  factorColumn,
  readObservations,
  selectRows,
} from '@causal-mechanisms/datasets';
import type { FactorDataset, FactorGraph, SceneDataset } from '@causal-mechanisms/datasets';
import {
  ArgumentError,
  checkMethods,
  checkNumbers,
  checkOptions,
  pacer,
} from '@causal-mechanisms/tensor-utils';
import { checkAnswer, checkReader, checkReading, checkReadValues } from '../evaluateChecks.ts';
import { checkFactorValues } from '../../interventions/checkFactorValues.ts';
import type { CounterfactualModel } from './counterfactualModel.ts';
import type { CounterfactualScores, FactorTable } from './counterfactualScores.ts';
import type { FactorReader } from '../factorReader.ts';
import { distance, scoreTarget } from './scoreTarget.ts';

/** Options of {@link measureCounterfactuals}. */
export interface MeasureCounterfactualsOptions {
  /** The true graph, or its edges in words: its factors are set one after the other, and read. */
  readonly graph: FactorGraph | string | readonly string[];
  /** What reads the factors off the model's answers. It reads all factors of the graph. */
  readonly reader: FactorReader;
  /**
   * Which rows are asked about. Leave out rows in which effects do not follow their causes, such as corrupted ones: no model can know
   * better. Default: all.
   */
  readonly rows?: ArrayLike<number>;
  /** The values that each factor is set to. Default: its quantiles 0.1, 0.3, 0.5, 0.7 and 0.9 over the rows. */
  readonly values?: Readonly<Record<string, readonly number[]>>;
  /** Observations at a time. Default: 128. */
  readonly batchSize?: number;
  /** Ends the work with the reason of the signal. Default: none. */
  readonly signal?: AbortSignal | undefined;
}

const QUANTILES = [0.1, 0.3, 0.5, 0.7, 0.9];

/**
 * Compares a model's counterfactuals with the true ones of drawn scenes: every factor is set to several values in every row, a reader that knows
 * nothing of the model reads the factors off its answers, and what it reads is held against what would truly have been, with the same
 * noise.
 *
 * @param model - What answers.
 * @param scenes - Rows whose true counterfactuals are known.
 * @param options - Graph, reader, rows and values.
 * @returns For every factor that is set: how it follows, how far all others are from the truth, and how far those move that should not.
 * @throws ArgumentError for less than two rows, rows that are not there, a factor that data or reader do not have or that does not vary;
 *   ShapeError when the reader gives another number of values.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { pendulumFeatures } from '@causal-mechanisms/datasets';
 * import { measureCounterfactuals } from '@causal-mechanisms/dear-scm';
 * import { useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * // A model that changes nothing, and a reader that always sees the same.
 * const scores = await measureCounterfactuals(
 *   { reconstruct: (x) => tf.clone(x), do: async (x) => ({ observations: tf.clone(x) }) },
 *   pendulumFeatures({ rows: 20 }),
 *   {
 *     graph: 'light -> shadow_length',
 *     reader: {
 *       observationShape: [32],
 *       factors: [{ name: 'light', kind: 'continuous' }, { name: 'shadow_length', kind: 'continuous' }],
 *       factorValues: async (x) => new Float64Array(2 * (x.shape[0] ?? 0)).fill(60),
 *     },
 *   },
 * );
 * console.log(scores.targets.map(({ target, own }) => `${target} ${own.slope}`)); // [ 'light 0', 'shadow_length 0' ]
 * ```
 */
export async function measureCounterfactuals(
  model: CounterfactualModel,
  scenes: SceneDataset,
  options: MeasureCounterfactualsOptions,
): Promise<CounterfactualScores> {
  const owner = 'measureCounterfactuals';
  const { reader, batchSize = 128, signal } = checkOptions(owner, options);
  checkReading(owner, batchSize, signal);
  checkMethods(owner, 'model', model, ['do', 'reconstruct']);
  checkFactorDataset(owner, 'scenes', scenes);
  checkMethods(owner, 'scenes', scenes, ['counterfactual']);
  checkReader(owner, 'reader', reader);
  const graph = asFactorGraph(options.graph, `${owner}: graph`);
  const { factors } = graph;
  checkFactorValues(owner, options.values, factors);
  if (options.rows !== undefined) checkNumbers(owner, 'rows', options.rows, { anyNumber: true });
  const known = reader.factors.map(({ name }) => name);
  checkReads(owner, known, factors);
  const rows = Int32Array.from(options.rows ?? Array.from({ length: scenes.size }, (_, i) => i));
  const asked = selectRows(scenes, rows);
  if (asked.size < 2) throw new ArgumentError(`${owner}: expected at least two rows, got one`);
  const truth = table(asked, factors);
  const deviations = truth.map(deviation);
  const still = factors.find((_, j) => !((deviations[j] ?? 0) > 0));
  if (still !== undefined) {
    throw new ArgumentError(`${owner}: ${still} is the same in all rows`, {
      data: { factor: still },
    });
  }
  const pause = pacer();
  /** What is read from the answers to all rows, a column per factor. */
  const readAll = async (answer: (x: tf.Tensor) => Promise<tf.Tensor>): Promise<FactorTable> => {
    const columns = factors.map(() => new Float64Array(asked.size));
    for (let from = 0; from < asked.size; from += batchSize) {
      signal?.throwIfAborted();
      const count = Math.min(batchSize, asked.size - from);
      const x = await readObservations(
        asked,
        Int32Array.from({ length: count }, (_, i) => from + i),
      );
      let answers: tf.Tensor | undefined;
      try {
        answers = await answer(x);
        checkAnswer(owner, 'the model', answers, { shape: x.shape });
        const read = await reader.factorValues(answers);
        const width = known.length;
        checkReadValues(owner, read, count, width);
        for (const [j, column] of columns.entries()) {
          for (let i = 0; i < count; i++)
            column[from + i] = read[i * width + known.indexOf(factors[j] ?? '')] ?? NaN;
        }
      } finally {
        tf.dispose([x, ...(answers instanceof tf.Tensor ? [answers] : [])]);
      }
      await pause();
    }
    return columns;
  };
  const seen = await readAll((x) => Promise.resolve(tf.clone(x)));
  const reconstructed = await readAll((x) => Promise.resolve(model.reconstruct(x)));
  const factual = { factors, truth, reconstructed, deviations };
  const targets = [];
  for (const [place, target] of factors.entries()) {
    const values = options.values?.[target] ?? quantiles(truth[place] ?? new Float64Array());
    const set = [];
    for (const value of values) {
      const there = selectRows(scenes.counterfactual({ [target]: value }), rows);
      const read = await readAll(
        async (x) => (await model.do(x, { [target]: value })).observations,
      );
      set.push({ value, truth: table(there, factors), read });
    }
    targets.push(scoreTarget(place, descendants(graph, place), factual, set));
  }
  return {
    rows: asked.size,
    factors,
    readingErrors: factors.map((_, j) => distance(seen[j], truth[j])),
    reconstructionErrors: factors.map((_, j) => distance(reconstructed[j], truth[j])),
    targets,
  };
}

function checkReads(owner: string, known: readonly string[], factors: readonly string[]): void {
  const missing = factors.find((name) => !known.includes(name));
  if (missing === undefined) return;
  throw new ArgumentError(
    `${owner}: the reader must read all factors of the graph, but not ${missing}; it reads ${known.join(', ')}`,
    { data: { missing, factors: known } },
  );
}

function table(data: FactorDataset, factors: readonly string[]): Float64Array[] {
  return factors.map((name) => factorColumn(data, name));
}

function deviation(column: Float64Array): number {
  const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
  return Math.sqrt(column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.length);
}

function quantiles(column: Float64Array): number[] {
  const sorted = column.toSorted();
  const found = QUANTILES.map((share) => sorted[Math.round(share * (sorted.length - 1))] ?? NaN);
  return [...new Set(found)];
}

/** For every factor, whether it can be reached from one, which itself is. */
function descendants({ adjacency }: FactorGraph, from: number): boolean[] {
  const reached = adjacency.map((_, j) => j === from);
  const waiting = [from];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    adjacency[next]?.forEach((edge, effect) => {
      if (edge !== 1 || reached[effect] === true) return;
      reached[effect] = true;
      waiting.push(effect);
    });
  }
  return reached;
}
