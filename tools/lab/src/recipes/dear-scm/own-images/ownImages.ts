import {
  asFactorGraph,
  factorGraph,
  loadFactorsIntoMemory,
  splitRows,
} from '@causal-mechanisms/datasets';
import type { FactorGraph } from '@causal-mechanisms/datasets';
import { labelledImages } from '@causal-mechanisms/datasets/node';
import type { LabelledImages } from '@causal-mechanisms/datasets/node';
import { CausalMechanismsError, RandomStream } from '@causal-mechanisms/tensor-utils';
import type { DataUsed } from '../../../run/runResult.ts';
import type { ImageTask } from '../images/trainImages.ts';
import type { OwnImagesConfig } from './settings.ts';

/** A user's own images, ready to learn from. */
export interface OwnImages extends ImageTask {
  /** Which data these are. */
  readonly used: DataUsed;
  /** What the user should know about them. */
  readonly warnings: readonly string[];
}

/**
 * @param config - Edges, and factors without one.
 * @returns The graph.
 * @throws ArgumentError when the edges are no graph.
 */
export function ownGraph({
  graph,
  factors,
}: Pick<OwnImagesConfig, 'graph' | 'factors'>): FactorGraph {
  return factors === null ? asFactorGraph(graph) : factorGraph(graph, { factors });
}

/**
 * Reads the labels of a user's own images, and the head of every image.
 *
 * @param config - Where they are, and how they are read.
 * @param signal - Stops reading the table.
 * @returns The images, to be decoded when they are read, and the graph of their factors.
 * @throws CausalMechanismsError `ERR_DATA_MISSING` when no files are named; what `labelledImages` throws.
 */
export async function openOwnImages(
  config: OwnImagesConfig,
  signal: AbortSignal,
): Promise<{ readonly read: LabelledImages; readonly graph: FactorGraph }> {
  const { images, labels, units, fileColumn, channels, side, delimiter, unlisted } = config;
  if (images === '' || labels === '') {
    throw new CausalMechanismsError(
      'ERR_DATA_MISSING',
      'this needs your images: lab train dear-scm --images DIR --labels FILE.csv --graph "a -> b"',
      { data: { images, labels } },
    );
  }
  const graph = ownGraph(config);
  if (graph.factors.length === 0) {
    throw new CausalMechanismsError(
      'ERR_DATA_MISSING',
      'the graph has no factors: name edges, such as --graph "light -> shadow", or factors, such as --factors light,shadow',
    );
  }
  const read = await labelledImages(images, labels, {
    height: side,
    width: side,
    factors: graph.factors.map((name) => {
      const unit = Object.hasOwn(units, name) ? units[name] : undefined;
      return { name, ...(unit === undefined ? {} : { unit }) };
    }),
    delimiter,
    unlisted,
    signal,
    ...(fileColumn === null ? {} : { fileColumn }),
    ...(channels === null ? {} : { channels }),
  });
  return { read, graph };
}

/**
 * Reads a user's own images with their labels, and holds some out.
 *
 * @param config - Where they are, and how they are read.
 * @param seed - Decides which are held out.
 * @param signal - Stops reading the table.
 * @returns The images, decoded.
 * @throws CausalMechanismsError `ERR_DATA_MISSING` when no files are named; what `labelledImages` throws.
 */
export async function readOwnImages(
  config: OwnImagesConfig,
  seed: number,
  signal: AbortSignal,
): Promise<OwnImages> {
  const { read, graph } = await openOwnImages(config, signal);
  const whole = await loadFactorsIntoMemory(read);
  const stream = new RandomStream(seed).split('held out');
  const { training, test } = splitRows(whole, { share: config.heldOut, stream });
  return {
    training,
    test,
    graph,
    warnings: read.warnings,
    used: {
      kind: 'own',
      description: `${read.origin.description}: ${training.size} to learn from, ${test.size} held out`,
      chosenBy: 'named by the user',
    },
  };
}
