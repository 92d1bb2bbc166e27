import { pendulumGraph } from '@causal-mechanisms/datasets';
import type { LabelledMatrix } from '@causal-mechanisms/tensor-utils';
import type { Curve } from '../../../report/figures/chartParts.ts';
import { curveChart } from '../../../report/figures/curves.ts';
import { panelChart } from '../../../report/figures/panels.ts';
import { heatMap } from '../../../report/figures/heatMap.ts';
import { imageSection } from '../../../report/figures/imageSection.ts';
import type { ReportBlock, ReportSection } from '../../../report/section.ts';
import type { RunMaterial } from '../../../run/recipe.ts';
import { readSteps } from '../../../run/training/trainingLog.ts';
import { adjacencyHeatMap } from '../figures/adjacencyHeatMap.ts';
import type { Marginal } from './measures.ts';

/** More points than a curve has pixels only make the page heavy. */
const MOST_POINTS = 400;

/**
 * @param material - The finished run.
 * @returns What the model makes of images; nothing where it saw none.
 */
export async function pictureSections({ images }: RunMaterial): Promise<ReportSection[]> {
  return [
    ...(await imageSection(
      'Interventions',
      'One test image, with one factor after the other set to six values. Where a cause is set, the shadow follows; where the shadow is set, its causes stay.',
      images['interventions'],
    )),
    ...(await imageSection(
      'Traversals',
      'The same image and the same values, with everything else held: what the coordinates stand for.',
      images['traversals'],
    )),
    ...(await imageSection(
      'Reconstructions and samples',
      'Test images with what the generator makes of their representations, and draws from the prior.',
      images['reconstructions'],
      images['samples'],
    )),
  ];
}

/**
 * @param material - The finished run.
 * @returns The learned A, and how it came to be.
 */
export async function adjacencySection(material: RunMaterial): Promise<ReportSection> {
  const { result, evaluations } = material;
  const { rows, values } = matrixOf(result.matrices, 'adjacency');
  const chart = await adjacencyHeatMap(rows, values, {
    truth: pendulumGraph.adjacency,
  });
  const edges = Object.keys(evaluations[0]?.scalars ?? {}).filter((name) => name.includes('->'));
  const curves = edges.map((label): Curve => ({
    label,
    points: evaluations.map(({ step, scalars }) => [step, scalars[label] ?? NaN]),
  }));
  const history = await curveChart(curves, [{ label: 'no effect', value: 0, source: 'exact' }], {
    xTitle: 'iteration',
    yTitle: 'weight',
  });
  return {
    title: 'The learned causal model',
    text: 'The weights A of the linear layer, where every factor has noise of standard deviation 1. True edges are framed.',
    blocks: [
      await material.figure('adjacency', chart),
      await material.figure('adjacency-history', history),
    ],
  };
}

/**
 * @param material - The finished run.
 * @returns Whether coordinates stand for factors, and whether prior and encoder agree.
 */
export async function agreementSection(material: RunMaterial): Promise<ReportSection> {
  const { result } = material;
  const chart = await heatMap(matrixOf(result.matrices, 'correlations'), {
    title: 'Correlation of labels with means of the encoder',
    rowTitle: 'label',
    columnTitle: 'coordinate',
    signed: true,
    high: 1,
  });
  const marginals = (result.details['marginals'] ?? []) as unknown as readonly Marginal[];
  const panels = marginals.map(({ factor, at, prior, encoded }) => {
    const curve = (label: string, densities: readonly number[]): Curve => ({
      label,
      points: at.map((z, i) => [z, densities[i] ?? NaN]),
    });
    return { title: factor, curves: [curve('prior', prior), curve('encoded', encoded)] };
  });
  const blocks: ReportBlock[] = [await material.figure('correlations', chart)];
  if (panels.length > 0) {
    const densities = await panelChart(panels, {
      xTitle: 'latent',
      yTitle: 'density',
      legendTitle: 'latents',
    });
    blocks.push(
      await material.figure('marginals', densities, 'Draws of the prior and means of test scenes.'),
    );
  }
  return {
    title: 'Coordinates and factors',
    text: 'Every coordinate should follow its own label; labels are correlated with each other too. A linear prior is Gaussian, which the labels are not.',
    blocks,
  };
}

/**
 * @param material - The finished run.
 * @returns Losses, logits and the clipped share over the iterations.
 */
export async function trainingSection(material: RunMaterial): Promise<ReportSection> {
  const steps = await readSteps(material.folder, 'training');
  const window = Math.max(1, Math.ceil(steps.length / MOST_POINTS));
  const curve = (label: string, scalar: string): Curve => {
    const points: [number, number][] = [];
    for (let from = 0; from + window <= steps.length; from += window) {
      const piece = steps.slice(from, from + window);
      const sum = piece.reduce((total, { scalars }) => total + (scalars[scalar] ?? NaN), 0);
      points.push([from + window, sum / window]);
    }
    return { label, points };
  };
  const charts = {
    losses: await curveChart(
      [curve('discriminator', 'discriminatorLoss'), curve('supervised', 'supervisedLoss')],
      [{ label: 'a discriminator that knows nothing', value: 2 * Math.log(2), source: 'exact' }],
      { xTitle: 'iteration', yTitle: 'loss' },
    ),
    logits: await curveChart(
      [curve('encoded pairs', 'logitReal'), curve('generated pairs', 'logitFake')],
      [],
      { xTitle: 'iteration', yTitle: 'mean logit' },
    ),
    shares: await curveChart(
      [
        curve('scale factors cut off', 'clippedShare'),
        curve('pairs told right', 'discriminatorAccuracy'),
      ],
      [],
      { xTitle: 'iteration', yTitle: 'share', yRange: [0, 1], percent: true },
    ),
  };
  const blocks: ReportBlock[] = [];
  for (const [name, chart] of Object.entries(charts)) {
    blocks.push(await material.figure(name, chart));
  }
  return {
    title: 'Training',
    text: `Means over ${window} iterations each. Where most scale factors are cut off, they tell the prior nothing.`,
    blocks,
  };
}

function matrixOf(
  matrices: Readonly<Record<string, LabelledMatrix>>,
  name: string,
): LabelledMatrix {
  return matrices[name] ?? { rows: [], columns: [], values: [] };
}
