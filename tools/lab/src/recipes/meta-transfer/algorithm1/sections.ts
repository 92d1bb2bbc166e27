import { adjacencyOf } from '@causal-mechanisms/datasets';
import type { ReportBlock, ReportSection, SectionMaterial } from '../../../report/section.ts';
import { curveChart } from '../../../report/figures/curves.ts';
import { heatMap } from '../../../report/figures/heatMap.ts';
import { matrixOf, truthOf } from './algorithm1Study.ts';
import { algorithm1Entries } from './settings.ts';
import type { Algorithm1Config } from './settings.ts';

/**
 * @param material - The finished run.
 * @param config - Of the recipe.
 * @returns The section with the mean distance of each graph against updates.
 */
export async function distanceSection(
  material: SectionMaterial,
  config: Algorithm1Config,
): Promise<ReportSection> {
  const curves = [];
  for (const graph of config.graphs) {
    const sums = new Map<number, number>();
    const entries = algorithm1Entries(config).filter((entry) => entry.graph === graph);
    for (const { name } of entries) {
      for (const { step, scalars } of await material.part(name).evaluations()) {
        sums.set(step, (sums.get(step) ?? 0) + (scalars['distance'] ?? NaN) / entries.length);
      }
    }
    curves.push({ label: graph, points: [...sums] });
  }
  const chart = await curveChart(curves, [], {
    xTitle: 'update',
    yTitle: 'structural Hamming distance',
  });
  return {
    title: 'Distance from the truth',
    text: `Means over ${config.truths} truths of each graph; a reversed edge counts 1, and so does an edge both ways.`,
    blocks: [await material.figure('distance', chart)],
  };
}

/**
 * @param material - The finished run.
 * @param config - Of the recipe.
 * @param seed - Of the run.
 * @returns A section per graph: the beliefs about its first truth at four times, with the truth framed by its own matrix.
 */
export async function beliefSections(
  material: SectionMaterial,
  config: Algorithm1Config,
  seed: number,
): Promise<ReportSection[]> {
  const sections = [];
  for (const entry of algorithm1Entries(config).filter(({ truth }) => truth === 1)) {
    const network = truthOf(entry, config, seed);
    const evaluations = await material.part(entry.name).evaluations();
    const last = evaluations.length - 1;
    const shown = [...new Set([0, Math.ceil(last / 8), Math.ceil(last / 3), last])];
    const blocks: ReportBlock[] = [];
    const titles = { rowTitle: 'cause', columnTitle: 'effect' };
    for (const place of shown) {
      const { step, matrices } = evaluations[place] ?? { step: 0 };
      const beliefs = matrices?.['beliefs'];
      if (beliefs === undefined) continue;
      const chart = await heatMap(beliefs, { title: `after ${step} updates`, ...titles });
      blocks.push(await material.figure(`beliefs-${entry.graph}-${step}`, chart));
    }
    const truth = await heatMap(matrixOf(network, adjacencyOf(network)), {
      title: 'truth',
      ...titles,
    });
    blocks.push(await material.figure(`truth-${entry.graph}`, truth));
    sections.push({ title: `Beliefs about ${entry.graph}`, blocks });
  }
  return sections;
}
