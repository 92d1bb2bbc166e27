import { loadFactorsIntoMemory, pendulumGraph, selectRows } from '@causal-mechanisms/datasets';
import {
  effectScores,
  generationScores,
  interventionalScores,
  measureCounterfactuals,
  trainDear,
  trainFactorRegressor,
} from '@causal-mechanisms/dear-scm';
import type { CounterfactualScores, DearModel, FactorRegressor } from '@causal-mechanisms/dear-scm';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { modelFolder } from '@causal-mechanisms/tensor-utils/node';
import { heatMap } from '../../../report/figures/heatMap.ts';
import { imageSection } from '../../../report/figures/imageSection.ts';
import type { ReportSection } from '../../../report/section.ts';
import { share } from '../../../run/measure.ts';
import { defineRecipe } from '../../../run/recipe.ts';
import type { RecipeContext, RunMaterial } from '../../../run/recipe.ts';
import type { DataUsed } from '../../../run/runResult.ts';
import { graphOf, scenesOf } from '../pendulum/settings.ts';
import { generationMeasures } from '../scores/scoreMeasures.ts';
import { heldModel } from './heldModel.ts';
import { counterfactualMeasures, responseMatrix } from './measures.ts';
import { counterfactualPictures } from './pictures.ts';
import { counterfactualsSchema, dearConfig, intactRows, readerScenes } from './settings.ts';
import type { CounterfactualsConfig } from './settings.ts';

/** The counterfactuals of a trained model beside the true ones. */
export const dearCounterfactuals = defineRecipe({
  name: 'dear-scm/counterfactuals',
  title: 'Counterfactuals of a pendulum beside the true ones',
  paper: {
    title:
      'Shen et al. (JMLR 2022), Weakly Supervised Disentangled Generative Causal Representation Learning',
    url: 'https://arxiv.org/abs/2010.02637',
    items: 'interventions on Pendulum, which the paper shows and does not score',
    used: '64x64 images, a ResNet-50 as encoder and 52 000 iterations of 128 images',
  },
  schema: counterfactualsSchema,
  presets: {
    quick: {
      observations: 'features',
      graph: 'widest',
      latentWidth: 4,
      networks: { kind: 'mlp', width: 64, depth: 2 },
      learningRates: {
        encoder: 1e-3,
        generator: 1e-3,
        map: 1e-3,
        discriminator: 2e-3,
        adjacency: 3e-3,
      },
      batchSize: 64,
      iterations: 2000,
      average: 0.99,
      reader: { networks: { kind: 'mlp', width: 128, depth: 2 }, iterations: 2000 },
      evaluation: { rows: 256 },
    },
    small: {
      size: 32,
      graph: 'widest',
      // A code that is drawn blurs what the generator learns to tell apart: effects alone then follow by half.
      encoder: 'deterministic',
      networks: { kind: 'compact', width: 32 },
      learningRates: {
        encoder: 5e-4,
        generator: 5e-4,
        map: 1e-3,
        discriminator: 1e-3,
        adjacency: 3e-3,
      },
      batchSize: 64,
      iterations: 5000,
      average: 0.998,
      reader: { networks: { kind: 'compact', width: 16 }, iterations: 700 },
      evaluation: { rows: 256 },
      checkpointEvery: 250,
    },
    medium: {
      graph: 'widest',
      encoder: 'deterministic',
      networks: { kind: 'compact', width: 32 },
      learningRates: {
        encoder: 2e-4,
        generator: 2e-4,
        map: 2e-4,
        discriminator: 4e-4,
        adjacency: 1e-3,
      },
      batchSize: 64,
      iterations: 8000,
      average: 0.999,
    },
    paper: {},
  },
  compared: [],

  async run(context, config) {
    const data = describeData(config);
    await context.pinData(data);
    const reader = await trainReader(context, config);
    try {
      const model = await trainModel(context, config);
      try {
        const test = scenesOf(config, 'test');
        const rows = intactRows(test, config.evaluation.rows);
        const options = { graph: pendulumGraph, reader, rows, signal: context.signal };
        const propagated = await measureCounterfactuals(model, test, options);
        const held = await measureCounterfactuals(heldModel(model), test, options);
        const generation = await generationScores(model, test, {
          features: (observations) => reader.standardisedValues(observations),
          stream: new RandomStream(context.seed).split('samples'),
          signal: context.signal,
        });
        const interventional = await interventionalScores(model, test, {
          reader,
          stream: new RandomStream(context.seed).split('interventional samples'),
          signal: context.signal,
        });
        const effects = await effectScores(model, selectRows(test, rows), {
          reader,
          ranges: model.scaling.state.ranges,
          signal: context.signal,
        });
        await model.save(modelFolder(context.folder.model));
        await context.keepImages(
          await counterfactualPictures(model, {
            scenes: test,
            row: rows[Math.floor(rows.length / 2)] ?? 0,
            reader,
            ranges: model.scaling.state.ranges,
          }),
        );
        return {
          headline: headline(propagated),
          measures: [
            ...counterfactualMeasures({ propagated, held }),
            ...generationMeasures({ generation, interventional }),
          ],
          data,
          matrices: {
            measured: responseMatrix(propagated, 'response'),
            true: responseMatrix(propagated, 'trueResponse'),
            adjacency: await model.adjacency(),
            effectsAtLeast: {
              rows: effects.factors,
              columns: effects.factors,
              values: effects.lower,
            },
            effectsAtMost: {
              rows: effects.factors,
              columns: effects.factors,
              values: effects.upper,
            },
          },
          details: {},
        };
      } finally {
        model.dispose();
      }
    } finally {
      reader.dispose();
    }
  },

  async draw(material) {
    return [...(await pictureSections(material)), await responseSection(material)];
  },
});

function trainReader(
  context: RecipeContext,
  config: CounterfactualsConfig,
): Promise<FactorRegressor> {
  return context.part('reader').follow<FactorRegressor>({
    checkpointEvery: config.checkpointEvery,
    show: ({ scalars }) => ({ loss: (scalars['loss'] ?? NaN).toFixed(3) }),
    start: async function* (hooks) {
      const scenes = await loadFactorsIntoMemory(readerScenes(config));
      const seed = new RandomStream(context.seed).split('reader').integer(0, 2 ** 31);
      return yield* trainFactorRegressor(scenes, {
        factors: pendulumGraph.factors,
        config: { ...config.reader, seed },
        ...hooks,
      });
    },
  });
}

async function trainModel(
  context: RecipeContext,
  config: CounterfactualsConfig,
): Promise<DearModel> {
  const train = await loadFactorsIntoMemory(scenesOf(config, 'train'));
  return context.follow<DearModel>({
    checkpointEvery: config.checkpointEvery,
    show: ({ scalars }) => ({ D: (scalars['discriminatorLoss'] ?? NaN).toFixed(2) }),
    start: (hooks) =>
      trainDear(train, {
        graph: graphOf(config),
        config: dearConfig(config, context.seed),
        ...hooks,
      }),
  });
}

function describeData(config: CounterfactualsConfig): DataUsed {
  const { observations, size, rows, noise, corrupted } = config;
  const seen = observations === 'images' ? `${size}x${size} images` : '32 numbers';
  const many = rows === 'grid' ? '82 x 82 pairs of angles' : `${rows} random pairs of angles`;
  return {
    kind: 'generated',
    description: `${seen} of pendulums: ${many}, noise ${noise} on the shadow, ${100 * corrupted} % corrupted; asked about ${config.evaluation.rows} others that are not corrupted`,
    chosenBy: 'the task',
  };
}

function headline({ targets }: CounterfactualScores): string {
  const said = targets.map(
    ({ target, own, worstDrift }) =>
      `${target} by ${own.slope.toFixed(2)} (${share(worstDrift)} of it elsewhere)`,
  );
  return `Set to a value, factors move by this share of what is asked: ${said.join(', ')}.`;
}

async function pictureSections(material: RunMaterial): Promise<ReportSection[]> {
  const { images } = material;
  return [
    ...(await imageSection(
      'A cause is set: the shadow follows',
      'The same test scene under interventions on its causes, answered by the model, and the truth with the same noise.',
      images['answers-light'],
      images['answers-pendulum'],
    )),
    ...(await imageSection(
      'An effect is set: its causes stay',
      'No intervention on a shadow moves the sun or the pendulum.',
      images['answers-shadow_length'],
      images['answers-shadow_position'],
    )),
  ];
}

async function responseSection(material: RunMaterial): Promise<ReportSection> {
  const blocks = [];
  for (const [name, title] of [
    ['measured', 'As the model answers'],
    ['true', 'As it truly is'],
  ] as const) {
    const matrix = material.result.matrices[name];
    if (matrix === undefined) continue;
    const chart = await heatMap(matrix, {
      title,
      rowTitle: 'what is set',
      columnTitle: 'what changes',
      signed: true,
      high: 1,
    });
    blocks.push(await material.figure(`responses-${name}`, chart));
  }
  return {
    title: 'What moves what',
    text: 'The change of every factor per change that was asked for, both in units of their standard deviations over the scenes. Test scenes that are not corrupted.',
    blocks,
  };
}
