import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bayesianNetwork, parseBif, syntheticNetwork } from '@causal-mechanisms/datasets';
import type { CausalNetwork, SyntheticGraphKind } from '@causal-mechanisms/datasets';
import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod';
import type { DataFinder } from '../../../run/dataChoice.ts';

/** Networks that come with the packages. */
const BUILT_IN = ['cancer', 'earthquake', 'asia'] as const;
/** Networks that are read from `NAME.bif`. */
const FILES = ['sachs', 'child', 'alarm'] as const;
/** Kinds of synthetic graphs. */
const KINDS = ['bidiag', 'chain', 'collider', 'full', 'jungle', 'random'] as const;

/** A network by name: one of the literature, or a synthetic kind with its size, such as `chain-20`. */
export const networkName = z
  .string()
  .regex(
    new RegExp(`^(${[...BUILT_IN, ...FILES].join('|')}|(${KINDS.join('|')})-\\d+)$`),
    `expected one of ${[...BUILT_IN, ...FILES].join(', ')}, or ${KINDS.join(', ')} with a size such as chain-20`,
  );

/** Makes the network of a run; the stream draws synthetic ones. */
export type NetworkSource = (stream: RandomStream) => CausalNetwork;

/**
 * Finds a network.
 *
 * @param name - Such as `asia` or `chain-20`.
 * @param categories - Of the variables of synthetic networks.
 * @param data - Finds the files of networks that do not come with the packages.
 * @returns What makes it, or `undefined` where its file is nowhere.
 * @throws What finding and reading the file throw.
 */
export async function networkSource(
  name: string,
  categories: number,
  data: DataFinder,
): Promise<NetworkSource | undefined> {
  const builtIn = BUILT_IN.find((known) => known === name);
  if (builtIn !== undefined) return () => bayesianNetwork(builtIn);
  if (FILES.some((known) => known === name)) {
    const file = `${name}.bif`;
    const found = await data.find({ name: 'networks', files: [file] });
    if (found === undefined) return undefined;
    const network = parseBif(await readFile(join(found.folder, file), 'utf8'));
    return () => network;
  }
  const [kind = '', size = ''] = name.split('-');
  const variables = Number(size);
  return (stream) =>
    syntheticNetwork({ kind: kind as SyntheticGraphKind, variables, categories, stream });
}
