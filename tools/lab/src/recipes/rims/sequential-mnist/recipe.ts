import { sequentialImages } from '@causal-mechanisms/datasets';
import type { SequenceBatch, SequentialImages } from '@causal-mechanisms/datasets';
import type { SequenceModel } from '@causal-mechanisms/rims';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { Scalars } from '@causal-mechanisms/tensor-utils';
import { z } from 'zod';
import { moduleActivity } from '../moduleActivity.ts';
import type { KeptActivity } from '../moduleActivity.ts';
import { choosePixelDigits } from '../../data/pixelDigits.ts';
import type { PixelDigits } from '../../data/pixelDigits.ts';
import { scoreSequences } from '../sequenceScores.ts';
import { defineRecipe } from '../../../run/recipe.ts';
import { accuracySection, imageRasterSection, learningSection } from './sections.ts';
import { share } from '../../../run/measure.ts';
import type { Measure } from '../../../run/measure.ts';
import { costMeasures } from '../../../study/costMeasures.ts';
import { rivals } from '../../../study/rivals.ts';
import { refineModels, STUDY_SETTINGS, studyModels } from '../../../study/studySettings.ts';
import type { StudyModel } from '../../../study/studySettings.ts';
import { trainStudy } from '../../../study/trainStudy.ts';
import type { StudyOutcome } from '../../../study/trainStudy.ts';
import { PAPER_MODELS, SMALL_MODELS } from '../modelSettings.ts';

const count = (most: number) => z.int().min(1).max(most);

const schema = z
  .strictObject({
    ...STUDY_SETTINGS,
    models: STUDY_SETTINGS.models.default([
      'rims-6-6',
      'rims-6-5',
      'rims-6-4',
      'lstm-300',
      'lstm-600',
      'ntm',
      'entnet',
      'rmc',
      'dnc',
      'transformer',
    ]),
    settings: STUDY_SETTINGS.settings.default(PAPER_MODELS as never),
    data: z.enum(['auto', 'embedded']).default('auto'),
    /** Rows and columns of the images in training. */
    size: count(64).default(14),
    testSizes: z.array(count(64)).min(1).default([16, 19, 24]),
    updates: STUDY_SETTINGS.updates.default(75_000),
    learningRate: STUDY_SETTINGS.learningRate.default(7e-4),
    images: z
      .strictObject({
        train: count(60_000).default(48_000),
        validation: count(60_000).default(12_000),
        test: count(10_000).default(10_000),
      })
      .prefault({}),
    evaluation: z
      .strictObject({
        every: count(1_000_000).default(3000),
        images: count(60_000).default(2000),
        /**
         * What the model of a size is chosen by: accuracy on held-out digits of the size of training, or, as the authors' code has it, of
         * the size of the test itself.
         */
        selection: z.enum(['trainingSize', 'testSize']).default('trainingSize'),
      })
      .prefault({}),
  })
  .superRefine(refineModels);

/** The settings of sequential MNIST. */
export type SequentialMnistConfig = z.output<typeof schema>;

/** What is measured on one model. */
export type PixelValue = {
  /** Accuracy by size. */
  readonly accuracy: Readonly<Record<string, number>>;
  /** Digits of the first test size; of models with modules. */
  readonly activity: readonly KeptActivity[];
};

/** Digits that are read at a time: bounds the memory of long sequences. */
const CHUNK = 100;
/** Digits in the raster. */
const SHOWN = 3;

const PAPER: Readonly<Record<string, readonly [string, string, string]>> = {
  'rims-6-6': ['85.5', '56.2', '30.9'],
  'rims-6-5': ['88.3', '43.1', '22.1'],
  'rims-6-4': ['90.0', '73.4', '38.1'],
  'lstm-300': ['86.8', '42.3', '25.2'],
  'lstm-600': ['84.5', '52.2', '21.9'],
  lstm: ['84.5', '52.2', '21.9'],
  entnet: ['89.2', '52.4', '23.5'],
  rmc: ['89.58', '54.23', '27.75'],
  dnc: ['87.2', '44.1', '19.8'],
  transformer: ['91.2', '51.6', '22.9'],
};

/** A digit read pixel by pixel, at sizes that training never showed. */
export const rimsSequentialMnist = defineRecipe({
  name: 'rims/sequential-mnist',
  title: 'Digits read pixel by pixel, at sizes that training never showed',
  paper: {
    title: 'Goyal et al. (ICLR 2021), Recurrent Independent Mechanisms',
    url: 'https://arxiv.org/abs/1909.10893',
    items: 'Table 1, sequential MNIST',
    used: '14 x 14 pixels in training and 16, 19 and 24 at test, 100 epochs, and models of 300 to 600 units',
  },
  schema,
  presets: {
    quick: {
      data: 'embedded',
      models: ['rims-6-4', 'lstm'],
      settings: {
        'rims-6-4': { core: { kind: 'rims', units: 96, modules: 6, activeModules: 4 } },
        lstm: { core: { kind: 'lstm', units: 96 } },
      },
      size: 7,
      testSizes: [8, 9, 12],
      embeddingWidth: 96,
      dropout: 0,
      updates: 1500,
      learningRate: 2e-3,
      finalLearningRate: 1e-4,
      images: { train: 10_000, validation: 1000, test: 1000 },
      evaluation: { every: 150, images: 500 },
    },
    small: {
      models: ['rims-6-4', 'lstm', 'ntm', 'rmc', 'entnet', 'dnc', 'transformer'],
      settings: SMALL_MODELS,
      size: 10,
      testSizes: [12, 14, 17],
      embeddingWidth: 192,
      dropout: 0,
      updates: 4000,
      learningRate: 1e-3,
      finalLearningRate: 1e-4,
      images: { train: 48_000, validation: 12_000, test: 10_000 },
      evaluation: { every: 250, images: 1000 },
    },
    paper: {},
  },
  compared: [],

  async run(context, config) {
    const digits = await choosePixelDigits(context.data, {
      source: config.data,
      ...config.images,
      stream: new RandomStream(context.seed).split('digits'),
    });
    await context.pinData(digits.used);
    const results = await trainPixels(context, config, digits);
    return {
      headline: headline(config, results),
      measures: [...measures(config, results), ...guessing(config)],
      data: digits.used,
      matrices: {},
      details: {},
    };
  },

  async draw(material, config) {
    const models = studyModels(config);
    return [
      await accuracySection(material, models, config),
      ...(await imageRasterSection(material, models)),
      await learningSection(material, models, config),
    ];
  },
});

/** A model with what was measured on it. */
interface PixelResult {
  readonly model: StudyModel;
  readonly outcome: StudyOutcome<PixelValue>;
}

/** All sizes, that of training first. */
export function pixelSizes({
  size,
  testSizes,
}: Pick<SequentialMnistConfig, 'size' | 'testSizes'>): number[] {
  return [...new Set([size, ...testSizes])];
}

async function trainPixels(
  context: Parameters<typeof trainStudy>[0],
  config: SequentialMnistConfig,
  digits: PixelDigits,
): Promise<PixelResult[]> {
  const { size, evaluation } = config;
  const sizes = pixelSizes(config);
  const classes = 10;
  const shown = (dataset: PixelDigits['train'], side: number) =>
    sequentialImages(dataset, { size: side, classes });
  const validation = new Map(sizes.map((side) => [side, shown(digits.validation, side)]));
  const test = new Map(sizes.map((side) => [side, shown(digits.test, side)]));
  const byTestSize = evaluation.selection === 'testSize';
  // The choice by training size looks at that size alone; the other sizes are measured once, at the end.
  const watched = byTestSize ? sizes : [size];
  const accuracyAt =
    (side: number) =>
    (scalars: Scalars): number =>
      scalars[`accuracy/${side}`] ?? NaN;
  const selections = Object.fromEntries(watched.map((side) => [`size${side}`, accuracyAt(side)]));
  return trainStudy<PixelValue>(context, config, {
    task: shown(digits.train, size),
    evaluate: {
      every: evaluation.every,
      run: async (model) => {
        const scalars: Record<string, number> = {};
        for (const side of watched) {
          const task = validation.get(side) as SequentialImages;
          const found = await scoreSequences(model, walk(task, evaluation.images));
          scalars[`accuracy/${side}`] = found.accuracy;
          scalars[`ce/${side}`] = found.crossEntropy;
        }
        return { scalars };
      },
    },
    selections,
    show: (scalars) => ({ [`${size}x${size}`]: share(scalars[`accuracy/${size}`] ?? 0) }),
    measure: async (chosen) => {
      const accuracy: Record<string, number> = {};
      let activity: readonly KeptActivity[] = [];
      for (const side of sizes) {
        const model = await chosen(`size${byTestSize ? side : size}`);
        try {
          const task = test.get(side) as SequentialImages;
          accuracy[side] = (await scoreSequences(model, walk(task, task.length))).accuracy;
          if (side === sizes[1]) activity = await activityOn(model, task);
        } finally {
          model.dispose();
        }
      }
      return { accuracy, activity };
    },
  });
}

/** The first digits of a task, in their order. */
async function* walk(task: SequentialImages, wanted: number): AsyncGenerator<SequenceBatch> {
  const length = Math.min(wanted, task.length);
  for (let from = 0; from < length; from += CHUNK) {
    const size = Math.min(CHUNK, length - from);
    yield await task.batch(Int32Array.from({ length: size }, (_, i) => from + i));
  }
}

async function activityOn(model: SequenceModel, task: SequentialImages): Promise<KeptActivity[]> {
  return moduleActivity(model, await task.batch(Int32Array.from({ length: SHOWN }, (_, i) => i)));
}

function measures(config: SequentialMnistConfig, results: readonly PixelResult[]): Measure[] {
  const ends = endSizes(config);
  const main = pixelRivals(config, results).map(({ result }) => result.model.name);
  return results.flatMap(({ model, outcome }) => [
    ...pixelSizes(config).map((side, index): Measure => {
      const published = index === 0 ? undefined : PAPER[model.name]?.[index - 1];
      return {
        ...accuracyMeasure(model.name, model.label, side, outcome.accuracy[side] ?? null),
        ...(published === undefined ? {} : { paper: `${published} %` }),
        ...(main.includes(model.name) && ends.includes(side) ? { main: true } : {}),
      };
    }),
    ...costMeasures(model, outcome.coreParameters, outcome.chosenAt[`size${config.size}`]),
  ]);
}

function guessing(config: SequentialMnistConfig): Measure[] {
  return pixelSizes(config).map((side) => accuracyMeasure('chance', 'guessing', side, 0.1));
}

function accuracyMeasure(name: string, model: string, side: number, value: number | null): Measure {
  return {
    name: `${name}/accuracy/${side}`,
    label: `digits right at ${side} x ${side}`,
    model,
    table: 'digits right at',
    column: `${side} x ${side}`,
    value,
    format: 'percent',
  };
}

/** The size of training and the largest one. */
function endSizes(config: SequentialMnistConfig): number[] {
  return [...new Set([config.size, Math.max(...pixelSizes(config))])];
}

/** The best RIMs and the best LSTM at the largest size. */
function pixelRivals(config: SequentialMnistConfig, results: readonly PixelResult[]) {
  const largest = Math.max(...endSizes(config));
  return rivals(results, ({ outcome }) => outcome.accuracy[largest] ?? 0);
}

function headline(config: SequentialMnistConfig, results: readonly PixelResult[]): string {
  const [own = NaN, largest] = endSizes(config);
  const said = pixelRivals(config, results).map(({ title, result: { outcome } }) => {
    const right = endSizes(config).map((side) => share(outcome.accuracy[side] ?? 0));
    return `${right.join(' and ')} by ${title}`;
  });
  const asked = largest === undefined ? '' : `, and at ${largest} x ${largest}`;
  return `Digits right at ${own} x ${own} pixels, the size of training${asked}: ${said.join(', ')}, 10 % by guessing.`;
}
