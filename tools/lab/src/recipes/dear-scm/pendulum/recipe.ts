import {
  factorGraphOf,
  loadFactorsIntoMemory,
  pendulumGraph,
  selectRows,
} from '@causal-mechanisms/datasets';
import type { FactorDataset } from '@causal-mechanisms/datasets';
import { graphScores, representationScores, trainDear } from '@causal-mechanisms/dear-scm';
import type { DearModel } from '@causal-mechanisms/dear-scm';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { Evaluation, JsonValue } from '@causal-mechanisms/tensor-utils';
import { modelFolder } from '@causal-mechanisms/tensor-utils/node';
import type { Measure } from '../../../run/measure.ts';
import { defineRecipe } from '../../../run/recipe.ts';
import type { RecipeContext } from '../../../run/recipe.ts';
import type { DataUsed } from '../../../run/runResult.ts';
import { readSteps } from '../../../run/training/trainingLog.ts';
import { distanceMeasures, representationMeasures, scorePairs } from '../scores/scoreMeasures.ts';
import { labelCorrelations, lastMeans, learnedEdges, marginals, TRUE_SIGNS } from './measures.ts';
import type { LabelCorrelations, LearnedEdges, Marginal } from './measures.ts';
import { pendulumPictures } from './pictures.ts';
import {
  adjacencySection,
  agreementSection,
  pictureSections,
  trainingSection,
} from './sections.ts';
import { dearConfig, graphOf, pendulumSchema, scenesOf } from './settings.ts';
import type { PendulumConfig } from './settings.ts';

/** Weights above this count as edges where a graph is asked for; noise has standard deviation 1. */
const THRESHOLD = 0.1;

/** The causal model behind images of a pendulum and its shadow. */
export const dearPendulum = defineRecipe({
  name: 'dear-scm/pendulum',
  title: 'The causal model behind a pendulum and its shadow',
  paper: {
    title:
      'Shen et al. (JMLR 2022), Weakly Supervised Disentangled Generative Causal Representation Learning',
    url: 'https://arxiv.org/abs/2010.02637',
    items: 'the traversals and interventions on Pendulum',
    used: '64x64 images, a ResNet-50 as encoder and 52 000 iterations of 128 images',
  },
  schema: pendulumSchema,
  presets: {
    quick: {
      observations: 'features',
      graph: 'widest',
      latentWidth: 4,
      networks: { kind: 'mlp', width: 64, depth: 2, injectedNoise: false },
      // f is fast: where it is not, A widens the latents in its stead, by edges that are not there.
      learningRates: {
        encoder: 3e-3,
        generator: 1e-3,
        map: 1e-2,
        discriminator: 3e-3,
        adjacency: 3e-3,
      },
      batchSize: 256,
      iterations: 500,
      average: 0.98,
      evaluation: { every: 100 },
    },
    small: {
      size: 32,
      graph: 'widest',
      networks: { kind: 'compact', width: 32 },
      learningRates: {
        encoder: 3e-4,
        generator: 3e-4,
        map: 3e-3,
        discriminator: 5e-4,
        adjacency: 1e-3,
      },
      batchSize: 64,
      iterations: 2600,
      average: 0.999,
      evaluation: { every: 200 },
    },
    medium: {
      graph: 'widest',
      networks: { kind: 'compact', width: 32 },
      learningRates: {
        encoder: 2e-4,
        generator: 2e-4,
        map: 2e-3,
        discriminator: 4e-4,
        adjacency: 1e-3,
      },
      batchSize: 64,
      iterations: 8000,
      average: 0.999,
    },
    paper: {},
  },
  compared: [
    { scalar: 'signs', label: 'true edges with the right sign' },
    { scalar: 'correlation', label: 'least correlation of a coordinate with its label' },
  ],

  async run(context, config) {
    const data = describeData(config);
    await context.pinData(data);
    const stream = new RandomStream(context.seed).split('measures');
    const valid = scenesOf(config, 'valid');
    const model = await trainOnPendulum(context, config, {
      probe: selectRows(
        valid,
        stream
          .split('probe')
          .sampleIndices(Math.min(config.evaluation.rows, valid.size), valid.size),
      ),
    });
    try {
      const test = scenesOf(config, 'test');
      const edges = await learnedEdges(model);
      const agreement = await labelCorrelations(model, test);
      const densities = await marginals(
        model,
        test,
        config.evaluation.draws,
        stream.split('marginals'),
      );
      const scores = await representationScores(model, test, {
        stream: stream.split('scores'),
        signal: context.signal,
      });
      const distances = graphScores(edges.adjacency, pendulumGraph, {
        allowed: factorGraphOf(model.factorNames, model.description.graph),
        threshold: THRESHOLD,
      });
      const last = lastMeans(await readSteps(context.folder, 'training'));
      await model.save(modelFolder(context.folder.model));
      if (config.observations === 'images') {
        await context.keepImages(await pendulumPictures(model, test, stream.split('pictures')));
      }
      return {
        headline: headline(edges, agreement),
        measures: [
          ...measuresOf({ edges, agreement, densities, clipped: last['clippedShare'] ?? NaN }),
          ...distanceMeasures(distances, THRESHOLD),
          ...representationMeasures([
            { name: 'model', label: 'coordinates', pairs: scorePairs(scores) },
          ]),
        ],
        data,
        matrices: { adjacency: edges.adjacency, correlations: agreement.correlations },
        details: { marginals: densities as unknown as JsonValue, lastTenth: { ...last } },
      };
    } finally {
      model.dispose();
    }
  },

  async draw(material) {
    return [
      ...(await pictureSections(material)),
      await adjacencySection(material),
      await agreementSection(material),
      await trainingSection(material),
    ];
  },
});

function describeData(config: PendulumConfig): DataUsed {
  const { observations, size, rows, noise, corrupted } = config;
  const seen = observations === 'images' ? `${size}x${size} images` : '32 numbers';
  const many = rows === 'grid' ? '82 x 82 pairs of angles' : `${rows} random pairs of angles`;
  return {
    kind: 'generated',
    description: `${seen} of pendulums: ${many}, noise ${noise} on the shadow, ${100 * corrupted} % corrupted`,
    chosenBy: 'the task',
  };
}

interface Probe {
  /** What evaluations look at. */
  readonly probe: FactorDataset;
}

async function trainOnPendulum(
  context: Pick<RecipeContext, 'follow' | 'seed'>,
  config: PendulumConfig,
  { probe }: Probe,
): Promise<DearModel> {
  // Drawn once: a scene takes longer to draw than to look at.
  const train = await loadFactorsIntoMemory(scenesOf(config, 'train'));
  return context.follow<DearModel>({
    checkpointEvery: config.checkpointEvery,
    show: ({ kind, scalars }) =>
      kind === 'step'
        ? { D: (scalars['discriminatorLoss'] ?? NaN).toFixed(2) }
        : { signs: `${scalars['signs'] ?? 0}/${TRUE_SIGNS.length}` },
    start: (hooks) =>
      trainDear(train, {
        graph: graphOf(config),
        config: dearConfig(config, context.seed),
        ...hooks,
        evaluate: { every: config.evaluation.every, run: (model) => evaluate(model, probe) },
      }),
  });
}

async function evaluate(model: DearModel, probe: FactorDataset): Promise<Evaluation> {
  const { adjacency, signs } = await learnedEdges(model);
  const { least } = await labelCorrelations(model, probe);
  const { graph, factors } = model.description;
  const weights = graph.flatMap((row, i) =>
    row.flatMap((allowed, j) =>
      allowed === 1
        ? [
            [
              `${factors[i]?.name ?? ''} -> ${factors[j]?.name ?? ''}`,
              adjacency.values[i]?.[j] ?? NaN,
            ] as const,
          ]
        : [],
    ),
  );
  return { scalars: { signs, correlation: least, ...Object.fromEntries(weights) } };
}

interface Found {
  readonly edges: LearnedEdges;
  readonly agreement: LabelCorrelations;
  readonly densities: readonly Marginal[];
  readonly clipped: number;
}

function measuresOf({ edges, agreement, densities, clipped }: Found): Measure[] {
  const units = agreement.correlations.rows.map((name, j): Measure => ({
    name: `error/${name}`,
    label: `mean error of ${name}, in its unit`,
    value: agreement.errors[j] ?? NaN,
  }));
  return [
    {
      name: 'signs',
      label: 'true edges with the right sign',
      value: edges.signs,
      format: 'integer',
      outOf: TRUE_SIGNS.length,
      main: true,
    },
    ...(edges.auroc === null
      ? []
      : [
          {
            name: 'auroc',
            label: 'true edges told from allowed ones (AUROC)',
            value: edges.auroc,
            main: true,
          },
        ]),
    {
      name: 'correlation',
      label: 'least correlation of a coordinate with its label',
      value: agreement.least,
      main: true,
    },
    ...units,
    {
      name: 'marginals',
      label: 'largest distance of a marginal of the prior from the encoded one',
      value: Math.max(...densities.map(({ distance }) => distance)),
    },
    {
      name: 'clipped',
      label: 'scale factors cut off in the last tenth',
      value: clipped,
      format: 'percent',
    },
  ];
}

function headline({ signs, auroc }: LearnedEdges, { least }: LabelCorrelations): string {
  const told = auroc === null ? '' : `, true edges told from others with AUROC ${auroc.toFixed(2)}`;
  return `${signs} of ${TRUE_SIGNS.length} effects have the right sign${told}; every coordinate follows its label with correlation ${least.toFixed(2)} or more.`;
}
