import type { Tensor4D } from '@tensorflow/tfjs';
import { loadIntoMemory, padImages, subset } from '@causal-mechanisms/datasets';
import { evaluateExperts, referenceAccuracies } from '@causal-mechanisms/experts-gan';
import type { ExpertsModel } from '@causal-mechanisms/experts-gan';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { modelFolder } from '@causal-mechanisms/tensor-utils/node';
import { createMixture, mechanismFromDefinition } from '@causal-mechanisms/transforms';
import { share } from '../../../run/measure.ts';
import { defineRecipe } from '../../../run/recipe.ts';
import { imageSection } from '../../../report/figures/imageSection.ts';
import { readSteps } from '../../../run/training/trainingLog.ts';
import { chooseDigits } from '../../data/digits.ts';
import { runClassifier } from '../../data/runClassifier.ts';
import { bestOutputs, everyOutput } from './gallery.ts';
import { expertsHeadline, expertsMeasures, scoresTable } from './measures.ts';
import { accuracySection, lossSection, matrixOf, scoresSection, winSection } from './sections.ts';
import { expertsGanMainSchema } from './settings.ts';
import { trainOnDigits } from './training.ts';

const PAPER_START = 0.4;
const PAPER_BOUND = 0.99;
/** Lines beside the accuracy of a run with the settings and data of the paper. */
const PAPER_LINES = [
  { label: `paper: bound, about ${share(PAPER_BOUND)}`, value: PAPER_BOUND, source: 'paper' },
  { label: `paper: start, ${share(PAPER_START)}`, value: PAPER_START, source: 'paper' },
] as const;
/** Black pixels on every side: 32 x 32 can be halved three times. */
const PADDING = 2;

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
  schema: expertsGanMainSchema,
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
    const training = padImages(subset(digits.train, { to: config.images.train }), PADDING);
    const mixture = createMixture(config.mechanisms.map(mechanismFromDefinition), {
      assignment: config.assignment,
    });
    const test = await loadIntoMemory(padImages(digits.test, PADDING));
    const chosen = seeds
      .split('probe')
      .sampleIndices(Math.min(config.evaluation.images, test.size), test.size);
    const probe = { images: subset(test, chosen), mixture, stream: seeds.split('probe noise') };
    const classifier = await runClassifier(
      context,
      training,
      config.classifier,
      seeds.split('classifier'),
    );
    const classify = (images: Tensor4D) => classifier.classify(images);
    const { signal } = context;
    let model: ExpertsModel | undefined;
    try {
      const bounds = await referenceAccuracies(probe, classify, { signal });
      model = await trainOnDigits(context, config, { digits: training, mixture, probe, classify });
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
          ...(material.isComparable ? PAPER_LINES : []),
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
