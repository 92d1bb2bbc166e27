import type { InterventionalData } from '@causal-mechanisms/datasets';
import type { Adjacency } from '@causal-mechanisms/metrics';
import { exactStructure, greedyStructure, jointStructure } from '@causal-mechanisms/meta-transfer';
import type { StructureResult } from '@causal-mechanisms/meta-transfer';
import { ArgumentError } from '@causal-mechanisms/tensor-utils';
import type { RandomStream } from '@causal-mechanisms/tensor-utils';

/** What an engine gets beside the samples. */
export interface EngineOptions {
  /** The most parents of a variable. */
  readonly maximumParents: number;
  /** How many samples the prior of a table is worth. */
  readonly equivalentSampleSize: number | 'fitted';
  /** Climbs of a search. */
  readonly restarts: number;
  /** Draws all that is random. */
  readonly stream: RandomStream;
  /** The request to stop. */
  readonly signal: AbortSignal;
}

/** What an engine found. */
export interface EngineFinding {
  /** The graph. */
  readonly adjacency: Adjacency;
  /** Score of the found graph minus that of the truth, in nats; null where the truth has no score. */
  readonly gap: number | null;
  /** The variables of each intervention, where the engine looks for them. */
  readonly targets?: readonly (readonly number[])[];
}

/** Learns a graph; the truth serves for the gap alone. */
export type Engine = (
  data: InterventionalData,
  truth: { readonly graph: Adjacency; readonly targets: readonly number[] },
  options: EngineOptions,
) => Promise<EngineFinding>;

/** Engines by name. */
export const ENGINES = {
  exact: async (data, truth, options) => findingOf(await exactStructure(data, options), truth),
  greedy: async (data, truth, options) => findingOf(await greedyStructure(data, options), truth),
  joint: async (data, truth, options) => findingOf(await jointStructure(data, options), truth),
} as const satisfies Record<string, Engine>;

/** The name of an engine. */
export type EngineName = keyof typeof ENGINES;

/** Engines for people. */
export const ENGINE_LABELS: Readonly<Record<EngineName, string>> = {
  exact: 'exact search',
  greedy: 'greedy search',
  joint: 'joint search',
};

function findingOf(found: StructureResult, truth: Parameters<Engine>[1]): EngineFinding {
  return {
    adjacency: found.adjacency,
    gap: gapOf(found, truth),
    targets: found.targets.map(({ variables }) => variables),
  };
}

/** A truth with many parents has tables that are too large to be counted, and so no score. */
function gapOf(found: StructureResult, truth: Parameters<Engine>[1]): number | null {
  try {
    return found.comparedWith(truth.graph, truth.targets);
  } catch (error) {
    if (error instanceof ArgumentError) return null;
    throw error;
  }
}
