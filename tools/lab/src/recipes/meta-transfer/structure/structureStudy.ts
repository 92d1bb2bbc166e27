import { adjacencyOf, interventionalData } from '@causal-mechanisms/datasets';
import { structuralHammingDistance } from '@causal-mechanisms/metrics';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { RecipeContext } from '../../../run/recipe.ts';
import type { DataUsed } from '../../../run/runResult.ts';
import { ENGINES } from './engines.ts';
import type { EngineName } from './engines.ts';
import { networkSource } from './studyNetworks.ts';
import type { NetworkSource } from './studyNetworks.ts';

/** One network under one engine and one amount of data, several times. */
export interface StructureCell {
  /** The name of the part. */
  readonly name: string;
  /** The network. */
  readonly network: string;
  /** The engine. */
  readonly engine: EngineName;
  /** Categories of the variables of synthetic networks. */
  readonly categories: number;
  /** Rows of the undisturbed system. */
  readonly observational: number;
  /** Rows of an intervention on each variable. */
  readonly perTarget: number;
  /** Whether targets are kept back. */
  readonly hidden: boolean;
  /** How often, each time with data, and synthetic networks, of its own. */
  readonly runs: number;
  /** The most parents of a variable. */
  readonly maximumParents: number;
  /** How many samples the prior of a table is worth. */
  readonly equivalentSampleSize: number | 'fitted';
  /** Climbs of a search. */
  readonly restarts: number;
}

/** What a cell measured. */
export type CellValue = {
  /** Wrong edges of each run; a reversed edge counts once. */
  readonly distances: number[];
  /** Score of the found graph minus that of the truth, of each run, in nats. */
  readonly gaps: (number | null)[];
  /** The share of interventions whose target was found, of each run. */
  readonly targetsRight: number[];
  /** The names of the variables; none where the network differs between runs. */
  readonly names: string[];
  /** How many runs found each edge; empty where the network differs between runs. */
  readonly found: number[][];
  /** 1 where the network has an edge, causes in rows; empty where it differs between runs. */
  readonly truth: number[][];
};

/** A cell with what it measured. */
export interface CellResult {
  readonly cell: StructureCell;
  readonly value: CellValue;
}

/** The data of these recipes. */
export const STRUCTURE_DATA: DataUsed = {
  kind: 'generated',
  description: 'samples that are drawn from known networks',
  chosenBy: 'the task',
};

/**
 * Runs all cells, each as a part of the run; those whose network is not on this machine are left out, with a note.
 *
 * @param context - Of the run.
 * @param cells - The cells.
 * @returns What they measured, in order.
 */
export async function runStructure(
  context: RecipeContext,
  cells: readonly StructureCell[],
): Promise<CellResult[]> {
  const results: CellResult[] = [];
  context.progress.phase('networks', cells.length);
  for (const cell of cells) {
    const source = await networkSource(cell.network, cell.categories, context.data);
    if (source === undefined) {
      context.progress.note(
        `${cell.network}: no ${cell.network}.bif found; name its folder by --data`,
      );
      continue;
    }
    const value = await context.part(cell.name).finished(() => runCell(context, cell, source));
    results.push({ cell, value });
    const exact = value.distances.filter((distance) => distance === 0).length;
    context.progress.update(results.length, { [cell.name]: `${exact} of ${cell.runs}` });
  }
  context.progress.stop();
  return results;
}

async function runCell(
  { seed, signal }: Pick<RecipeContext, 'seed' | 'signal'>,
  cell: StructureCell,
  source: NetworkSource,
): Promise<CellValue> {
  const { network: name, engine, observational, perTarget, hidden } = cell;
  const fixed = !name.includes('-');
  const value: CellValue = {
    distances: [],
    gaps: [],
    targetsRight: [],
    names: [],
    found: [],
    truth: [],
  };
  for (let run = 0; run < cell.runs; run++) {
    // The same networks and samples for every engine; the amount of data differs between cells.
    const stream = new RandomStream(seed).split(`${name}/${run}`);
    const network = source(stream.split('network'));
    const graph = adjacencyOf(network);
    const sizes = { observational, perTarget, hidden };
    const data = interventionalData(network, sizes, stream.split('samples'));
    const targets = data.interventions.map((_, i) => i);
    const { maximumParents, restarts, equivalentSampleSize } = cell;
    const search = stream.split('search');
    const options = { maximumParents, restarts, equivalentSampleSize, stream: search, signal };
    const finding = await ENGINES[engine](data, { graph, targets }, options);
    value.distances.push(structuralHammingDistance(graph, finding.adjacency));
    value.gaps.push(finding.gap);
    const right = finding.targets?.filter((found, i) => found.length === 1 && found[0] === i);
    if (hidden) value.targetsRight.push((right?.length ?? 0) / targets.length);
    if (!fixed) continue;
    if (run === 0) {
      value.names.push(...network.names);
      value.found.push(...network.names.map(() => network.names.map(() => 0)));
      value.truth.push(...graph.map((row) => [...row]));
    }
    value.found.forEach((row, cause) => {
      row.forEach((count, effect) => {
        row[effect] = count + (finding.adjacency[cause]?.[effect] === 0 ? 0 : 1);
      });
    });
  }
  return value;
}
