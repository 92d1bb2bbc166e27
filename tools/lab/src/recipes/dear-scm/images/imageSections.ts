import type { FactorGraph } from '@causal-mechanisms/datasets';
import type { LabelledMatrix } from '@causal-mechanisms/tensor-utils';
import { curveChart } from '../../../report/figures/curves.ts';
import { graphDrawing } from '../../../report/figures/graphDrawing.ts';
import { heatMap } from '../../../report/figures/heatMap.ts';
import type { ImageTable } from '../../../report/figures/imageGrid.ts';
import { imageSection } from '../../../report/figures/imageSection.ts';
import type { ReportSection } from '../../../report/section.ts';
import type { RunMaterial } from '../../../run/recipe.ts';
import { adjacencyHeatMap } from '../figures/adjacencyHeatMap.ts';

/** What of a run is drawn. */
export interface ImageSectionsOptions {
  /** The part that was trained. */
  readonly part: string;
  /** Begins titles, such as `CelebA-Smile: `. Default: nothing. */
  readonly title?: string;
  /** Begins the names of images and matrices in the result. Default: nothing. */
  readonly prefix?: string;
  /** The graph of the part. */
  readonly graph: FactorGraph;
}

/**
 * The sections of a model of images: rows of interventions first, then how factors are read, then training.
 *
 * @param material - The finished run.
 * @param options - Which part.
 * @returns The sections.
 */
export async function imageSections(
  material: RunMaterial,
  { part, title = '', prefix = '', graph }: ImageSectionsOptions,
): Promise<ReportSection[]> {
  const image = (name: string): ImageTable | undefined => material.images[`${prefix}${name}`];
  const matrix = (name: string): LabelledMatrix =>
    material.result.matrices[`${prefix}${name}`] ?? { rows: [], columns: [], values: [] };
  const named = (text: string): string => `${title}${title === '' ? text : text.toLowerCase()}`;
  return [
    ...(await imageSection(
      named('What would this image be, had a factor been another?'),
      'Held-out images. The framed one is as it was given; the numbers above the others are the values that the factor was set to, in its unit.',
      image('interventions'),
    )),
    {
      title: named('What setting a factor does'),
      text: 'First: how far each factor moves when another is set, as the encoder reads it off the changed images, in ranges of the labels; 1 on the diagonal means that a set factor follows. Then: the learned weights of the edges that were allowed. Both are the model’s own view: it is right only if the graph is.',
      blocks: [
        await material.figure(
          `${part}-effects`,
          await heatMap(matrix('effects'), {
            title: 'Moved by setting',
            rowTitle: 'set',
            columnTitle: 'read',
            signed: true,
          }),
        ),
        await material.figure(
          `${part}-adjacency`,
          await adjacencyHeatMap(matrix('adjacency').columns, matrix('adjacency').values, {
            truth: graph.adjacency,
          }),
          'Framed: the edges of the graph.',
        ),
        await material.figure(
          `${part}-graph`,
          graphDrawing(
            graph.adjacency.map((row) => Array.from(row)),
            { names: graph.factors },
          ),
          'The graph that was given.',
        ),
      ],
    },
    ...(await imageSection(
      named('One factor alone'),
      'Each row moves one coordinate and holds all others, effects too: it shows whether a coordinate stands for one factor.',
      image('traversals'),
    )),
    ...(await imageSection(
      named('Reconstructions and samples'),
      'First: held-out images, and below each what the generator makes of its code. Then: drawn from the prior.',
      image('reconstructions'),
      image('samples'),
    )),
    await trainingSection(material, part, named('Training')),
  ];
}

/** Points of a curve: more would not be seen. */
const POINTS = 400;

async function trainingSection(
  material: RunMaterial,
  part: string,
  title: string,
): Promise<ReportSection> {
  const steps = await material.part(part).steps('training');
  const every = Math.max(1, Math.ceil(steps.length / POINTS));
  const curve = (scalar: string, label: string) => ({
    label,
    points: steps
      .filter((_, i) => i % every === 0)
      .map(({ step, scalars }) => [step, scalars[scalar] ?? NaN] as const),
  });
  const losses = await curveChart(
    [
      curve('supervisedLoss', 'supervised loss'),
      curve('discriminatorLoss', 'loss of the discriminator'),
    ],
    [],
    { xTitle: 'iteration', yTitle: 'loss' },
  );
  const shares = await curveChart(
    [
      curve('discriminatorAccuracy', 'accuracy of the discriminator'),
      curve('clippedShare', 'share of clipped weights'),
    ],
    [],
    { xTitle: 'iteration', yTitle: 'share', yRange: [0, 1] },
  );
  return {
    title,
    text: 'The supervised loss should fall and stay low. An accuracy of the discriminator near 1 for long means that the generator no longer learns.',
    blocks: [
      await material.figure(`${part}-losses`, losses),
      await material.figure(`${part}-shares`, shares),
    ],
  };
}
