import type { Tensor4D } from '@tensorflow/tfjs';
import { createSampler, loadIntoMemory, subset } from '@causal-mechanisms/datasets';
import { evaluateExperts, referenceAccuracies, trainExperts } from '@causal-mechanisms/experts-gan';
import type { ExpertsModel, ReadClasses } from '@causal-mechanisms/experts-gan';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { EvaluationEvent, JsonObject } from '@causal-mechanisms/tensor-utils';
import { folderCheckpoints, modelFolder } from '@causal-mechanisms/tensor-utils/node';
import {
  createMixture,
  mechanismFromDefinition,
  paperMechanisms,
} from '@causal-mechanisms/transforms';
import type { Mixture } from '@causal-mechanisms/transforms';
import { z } from 'zod';
import { loadDigitClassifier, trainDigitClassifier } from '../../data/digitClassifier.ts';
import type { DigitClassifier } from '../../data/digitClassifier.ts';
import { chooseDigits } from '../../data/digitData.ts';
import type { DigitData } from '../../data/digitData.ts';
import { bestOutputs, everyOutput } from './expertsGallery.ts';
import type { MixtureProbe } from './expertsGallery.ts';
import { expertsHeadline, expertsMeasures } from './measures.ts';
import { EXPERTS_SETTINGS, expertsSettings } from './settings.ts';
import { defineRecipe } from '../../../run/recipe.ts';
import type { RecipeContext } from '../../../run/recipe.ts';
import {
  accuracySection,
  imageSection,
  lossSection,
  matrixOf,
  scoresSection,
  winSection,
} from './sections.ts';
import { share } from '../../../run/measure.ts';
import { readSteps } from '../../../run/training/trainingLog.ts';

const mechanismDefinition = z.custom<JsonObject>().superRefine((definition, check) => {
  try {
    mechanismFromDefinition(definition);
  } catch (error) {
    check.addIssue({ code: 'custom', message: error instanceof Error ? error.message : '' });
  }
});

const schema = z
  .strictObject({
    ...EXPERTS_SETTINGS,
    data: z.enum(['auto', 'embedded']).default('auto'),
    images: z
      .strictObject({
        train: z.int().min(64).default(60_000),
        test: z.int().min(32).default(10_000),
      })
      .prefault({}),
    mechanisms: z
      .array(mechanismDefinition)
      .min(1)
      .default(paperMechanisms().map(({ definition }) => definition)),
    assignment: z.enum(['drawn', 'stratified']).default('drawn'),
    evaluation: z
      .strictObject({
        every: z.int().min(1).default(25),
        images: z.int().min(1).default(1000),
        milestone: z.int().min(1).default(1000),
      })
      .prefault({}),
    classifier: z
      .strictObject({
        images: z.int().min(64).default(60_000),
        learningRates: z.array(z.number().positive()).min(1).default([1e-3, 1e-3, 2e-4]),
      })
      .prefault({}),
    checkpointEvery: z.int().min(1).default(50),
  })
  .refine(({ images, batchSize }) => Math.floor(images.train / 2) >= batchSize, {
    path: ['images', 'train'],
    error: 'each half of the training images must hold at least one batch',
  });

type Config = z.output<typeof schema>;

const PAPER_START = 0.4;
const PAPER_BOUND = 0.99;

/** The main experiment: competing experts find and invert the mechanisms that changed digits. */
export const expertsGanMain = defineRecipe({
  name: 'experts-gan/main',
  title: 'Competing experts discover and invert image mechanisms',
  paper: {
    title: 'Parascandolo et al. (ICML 2018), Learning Independent Causal Mechanisms',
    url: 'https://arxiv.org/abs/1712.00961',
    items: 'Figures 3, 4, 5 and 6',
    used: 'MNIST, ten mechanisms and its own sizes',
  },
  schema,
  presets: {
    quick: {
      data: 'embedded',
      images: { train: 20_000, test: 1000 },
      mechanisms: [
        { kind: 'shift', dx: 0, dy: -4 },
        { kind: 'shift', dx: 4, dy: 0 },
        { kind: 'shift', dx: -4, dy: 4 },
        { kind: 'invertContrast' },
        { kind: 'addGaussianNoise', deviation: 0.5 },
      ],
      experts: 5,
      iterations: 400,
      evaluation: { every: 25, images: 500 },
      classifier: { images: 6000, learningRates: [1e-3, 2e-4] },
    },
    paper: {},
  },
  compared: [
    { scalar: 'accuracy', label: 'accuracy on best outputs', percent: true },
    { scalar: 'matched', label: 'mechanisms with an expert of their own' },
    { scalar: 'meanSquaredError', label: 'mean squared error to the originals' },
  ],

  async run(context, config) {
    const seeds = new RandomStream(context.seed);
    const digits = await chooseDigits(context.data, { source: config.data, ...config.images });
    await context.pinData(digits.used);
    const mixture = createMixture(config.mechanisms.map(mechanismFromDefinition), {
      assignment: config.assignment,
    });
    const test = await loadIntoMemory(digits.test);
    const chosen = seeds
      .split('probe')
      .sampleIndices(Math.min(config.evaluation.images, test.size), test.size);
    const probe = { images: subset(test, chosen), mixture, stream: seeds.split('probe noise') };
    const classifier = await judge(context, config, digits, seeds.split('classifier'));
    const classify = (images: Tensor4D) => classifier.classify(images);
    const { signal } = context;
    let model: ExpertsModel | undefined;
    try {
      const bounds = await referenceAccuracies(probe, classify, { signal });
      model = await train(context, config, { digits, mixture, probe, classify });
      const whole = { images: test, mixture, stream: seeds.split('test noise') };
      context.progress.phase('test digits', test.size);
      const final = await evaluateExperts(model, whole, {
        classify,
        signal,
        onImages: (done) => context.progress.update(done),
      });
      const references = await referenceAccuracies(whole, classify, { signal });
      context.progress.stop();
      await model.save(modelFolder(context.folder.model));
      await context.keepImages({
        gallery: await bestOutputs(model, whole, seeds.split('gallery')),
        experts: await everyOutput(model, whole),
      });
      const history = await context.evaluations();
      await context.folder.writeText('scores.csv', scoresTable(history));
      const before = matrixOf(history[0], 'wins');
      const milestone = history.find(
        ({ step }) => step === config.evaluation.milestone && step < config.iterations,
      );
      return {
        headline: expertsHeadline(final, references),
        measures: expertsMeasures(final, references, history, bounds.original),
        data: digits.used,
        matrices: {
          winsBefore: before,
          ...(milestone === undefined ? {} : { winsMilestone: matrixOf(milestone, 'wins') }),
          wins: final.matrices.wins,
          scores: final.matrices.scores,
        },
        details: {
          probeImages: probe.images.size,
          testImages: test.size,
          probeOriginal: bounds.original,
          probeTransformed: bounds.transformed,
        },
      };
    } finally {
      model?.dispose();
      classifier.dispose();
    }
  },

  async draw(material, config) {
    const { result, images } = material;
    const {
      probeOriginal = 1,
      probeTransformed = 0,
      probeImages = 0,
      testImages = 0,
    } = result.details as Record<string, number>;
    const { winsBefore, winsMilestone, wins } = result.matrices;
    const onProbe = `${probeImages} test digits`;
    return [
      ...(await imageSection(
        'Inputs and what the best expert makes of them',
        `Random test digits after ${config.iterations} iterations (the paper’s Figure 3). The originals are shown for comparison; training never sees the pairs.`,
        images['gallery'],
      )),
      ...(await imageSection(
        'Every expert on every mechanism',
        'Each expert applies its one map to whatever comes. The output with the highest score is framed.',
        images['experts'],
      )),
      await winSection(material, [
        ...(winsBefore === undefined
          ? []
          : [
              {
                name: 'wins-before',
                title: 'Before the competition',
                caption: `${onProbe}, after the identity initialisation.`,
                wins: winsBefore,
              },
            ]),
        ...(winsMilestone === undefined
          ? []
          : [
              {
                name: 'wins-milestone',
                title: `After ${config.evaluation.milestone} iterations`,
                caption: `${onProbe}.`,
                wins: winsMilestone,
              },
            ]),
        ...(wins === undefined
          ? []
          : [
              {
                name: 'wins',
                title: `After ${config.iterations} iterations`,
                caption: `${testImages} test digits.`,
                wins,
                framed: true,
              },
            ]),
      ]),
      await accuracySection(
        material,
        [
          {
            label: `paper: bound, about ${share(PAPER_BOUND)}`,
            value: PAPER_BOUND,
            source: 'paper',
          },
          { label: `paper: start, ${share(PAPER_START)}`, value: PAPER_START, source: 'paper' },
          {
            label: `original digits, ${share(probeOriginal)}`,
            value: probeOriginal,
            source: 'measured',
          },
          {
            label: `transformed digits, ${share(probeTransformed)}`,
            value: probeTransformed,
            source: 'measured',
          },
        ],
        probeImages,
      ),
      await scoresSection(material),
      await lossSection(material, await readSteps(material.folder, 'competition')),
    ];
  },
});

/** The classifier of the run: kept in the run folder, so that a resumed run has the same one. */
async function judge(
  context: RecipeContext,
  config: Config,
  digits: DigitData,
  stream: RandomStream,
): Promise<DigitClassifier> {
  const store = folderCheckpoints(context.folder.file('classifier'), { keep: 1 });
  const kept = await loadDigitClassifier(store, digits.train.shape);
  if (kept !== undefined) return kept;
  const { images, learningRates } = config.classifier;
  const size = Math.min(images, digits.train.size);
  let total = 0;
  const classifier = await trainDigitClassifier(subset(digits.train, { to: size }), {
    learningRates,
    stream,
    signal: context.signal,
    onStep: (done, steps) => {
      if (total === 0) context.progress.phase('classifier', steps);
      total = steps;
      context.progress.update(done);
    },
  });
  context.progress.stop();
  await classifier.save(store);
  return classifier;
}

async function train(
  context: RecipeContext,
  config: Config,
  parts: {
    readonly digits: DigitData;
    readonly mixture: Mixture;
    readonly probe: MixtureProbe;
    readonly classify: ReadClasses;
  },
): Promise<ExpertsModel> {
  const { digits, mixture, probe, classify } = parts;
  const half = Math.floor(digits.train.size / 2);
  const transformed = createSampler(subset(digits.train, { to: half }), {
    transform: (images, stream) => mixture.apply(images, stream).images,
  });
  const canonical = createSampler(subset(digits.train, { from: half }));
  return context.follow<ExpertsModel>({
    show: ({ kind, scalars }) => {
      const { expert, matched, accuracy } = scalars;
      if (kind === 'step') return expert === undefined ? {} : { expert: String(expert) };
      return {
        matched: `${matched ?? 0}/${mixture.mechanisms.length}`,
        accuracy: share(accuracy ?? 0),
      };
    },
    checkpointEvery: config.checkpointEvery,
    start: (hooks) =>
      trainExperts(
        { transformed, canonical },
        {
          config: expertsSettings(config, context.seed),
          ...hooks,
          evaluate: {
            every: config.evaluation.every,
            // An evaluation is finished even when a stop was asked for: the log must not depend on it.
            run: (model) => evaluateExperts(model, probe, { classify }),
          },
        },
      ),
  });
}

function scoresTable(history: readonly EvaluationEvent[]): string {
  const lines = history.flatMap((event) => {
    const { rows, columns, values } = matrixOf(event, 'scores');
    return rows.flatMap((row, m) =>
      columns.map((column, j) => `${event.step},${row},${column},${values[m]?.[j] ?? ''}`),
    );
  });
  return `${['iteration,mechanism,expert,score', ...lines].join('\n')}\n`;
}
