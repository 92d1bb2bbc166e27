import { copyingTask, fixedBatches } from '@causal-mechanisms/datasets';
import type { SequenceBatch } from '@causal-mechanisms/datasets';
import type { SequenceModel } from '@causal-mechanisms/rims';
import type { JsonObject } from '@causal-mechanisms/tensor-utils';
import { z } from 'zod';
import { copyingGaps, gapsInWords, shownGaps } from './copyingGaps.ts';
import { ALPHABET, copyingMeasures } from './measures.ts';
import { moduleActivity } from '../moduleActivity.ts';
import type { KeptActivity } from '../moduleActivity.ts';
import { scoreSequences } from '../sequenceScores.ts';
import type { SequenceScores } from '../sequenceScores.ts';
import { defineRecipe } from '../../../run/recipe.ts';
import type { RecipeContext } from '../../../run/recipe.ts';
import { gapSection, rasterSection, trainingSection } from './sections.ts';
import { share } from '../../../run/measure.ts';
import { rivals } from '../../../study/rivals.ts';
import { refineModels, STUDY_SETTINGS, studyModels } from '../../../study/studySettings.ts';
import type { StudyModel } from '../../../study/studySettings.ts';
import { trainStudy } from '../../../study/trainStudy.ts';
import type { StudyOutcome } from '../../../study/trainStudy.ts';
import { PAPER_MODELS, SMALL_MODELS } from '../modelSettings.ts';

const count = (most: number) => z.int().min(1).max(most);

/** The settings of a copying study, for the recipes that are one. */
export const COPYING_SETTINGS = {
  ...STUDY_SETTINGS,
  symbols: count(1000).default(10),
  gap: count(100_000).default(50),
  testGaps: z.array(count(100_000)).min(1).default([50, 100, 200, 400]),
  updates: STUDY_SETTINGS.updates.default(30_000),
  learningRate: STUDY_SETTINGS.learningRate.default(1e-3),
  /** Rows of the embedding and width of an answer; the task itself has 10 tokens. */
  classes: count(1000).min(10).default(20),
  evaluation: z
    .strictObject({
      every: count(1_000_000).default(500),
      sequences: count(100_000).default(512),
      testSequences: count(100_000).default(2048),
    })
    .prefault({}),
};

/** Task and training of the presets that are smaller than the paper, for the recipes that are a copying study. */
export const COPYING_SIZES = {
  quick: {
    symbols: 2,
    gap: 5,
    testGaps: [5, 10, 20, 40],
    embeddingWidth: 96,
    classes: 10,
    dropout: 0,
    updates: 3000,
    learningRate: 2e-3,
    finalLearningRate: 1e-4,
    evaluation: { every: 500, sequences: 256, testSequences: 1024 },
  },
  small: {
    symbols: 3,
    gap: 20,
    testGaps: [20, 40, 80, 160],
    embeddingWidth: 192,
    classes: 10,
    dropout: 0,
    updates: 10_000,
    learningRate: 2e-3,
    finalLearningRate: 1e-4,
    evaluation: { every: 500, sequences: 512, testSequences: 2048 },
  },
} as const;

const schema = z
  .strictObject({
    ...COPYING_SETTINGS,
    models: STUDY_SETTINGS.models.default([
      'rims-6-4',
      'rims-6-3',
      'rims-6-2',
      'rims-5-2',
      'rims-6-6',
      'lstm-300',
      'lstm-600',
      'lstm-600-forget',
      'ntm',
      'rmc',
      'entnet',
      'dnc',
      'transformer',
    ]),
    settings: STUDY_SETTINGS.settings.default(PAPER_MODELS as never),
  })
  .superRefine(refineModels);

/** The settings of a copying study. */
export type CopyingConfig = z.output<typeof schema>;

/** What a copying study measures on one model. */
export type CopyingValue = {
  /** By gap. */
  readonly scores: Readonly<Record<string, SequenceScores & JsonObject>>;
  /** One sequence at the gap of training and one at the longest of up to four times that; of models with modules. */
  readonly activity: readonly KeptActivity[];
};

/** A model with what was measured on it. */
export interface CopyingResult {
  readonly model: StudyModel;
  readonly outcome: StudyOutcome<CopyingValue>;
}

/** Sequences that are scored at a time: bounds the memory of long gaps. */
const CHUNK = 128;
/** Test sequences are fixed like files: a run's seed does not make others. */
const PROBE_SEED = 101;
const TEST_SEED = 102;

const PAPER_TRAIN = '0.00';
const PAPER_TEST: Readonly<Record<string, string>> = {
  'rims-6-4': '0.00',
  'rims-6-3': '0.00',
  'rims-6-2': '0.00',
  'rims-5-2': '0.00',
  'lstm-300': '4.32',
  'lstm-600': '3.56',
  lstm: '3.56',
  ntm: '2.54',
  rmc: '0.13',
  transformer: '0.54',
};

/** Copying over a gap that grows at test time. */
export const rimsCopying = defineRecipe({
  name: 'rims/copying',
  title: 'Copying over gaps that training never showed',
  paper: {
    title: 'Goyal et al. (ICLR 2021), Recurrent Independent Mechanisms',
    url: 'https://arxiv.org/abs/1909.10893',
    items: 'Table 1, copying, and Figure 2',
    used: 'ten symbols, a gap of 50 in training and of 200 at test, and models of 300 to 600 units',
  },
  schema,
  presets: {
    quick: {
      ...COPYING_SIZES.quick,
      models: ['rims-6-2', 'lstm'],
      settings: {
        'rims-6-2': { core: { kind: 'rims', units: 96, modules: 6, activeModules: 2 } },
        lstm: { core: { kind: 'lstm', units: 96 } },
      },
    },
    small: {
      ...COPYING_SIZES.small,
      models: [
        'rims-6-2',
        'rims-6-4',
        'rims-6-6',
        'lstm',
        'lstm-forget',
        'ntm',
        'rmc',
        'entnet',
        'dnc',
        'transformer',
      ],
      settings: SMALL_MODELS,
    },
    paper: {},
  },
  compared: [],

  async run(context, config) {
    await context.pinData(COPYING_DATA);
    const results = await runCopying(context, config);
    return {
      headline: headline(config, results),
      measures: copyingMeasures(config, results, {
        paper: paperColumns(config),
        main: copyingRivals(config, results).flatMap(({ result }) =>
          shownGaps(config).map((at) => `${result.model.name}/accuracy/${at}`),
        ),
      }),
      data: COPYING_DATA,
      matrices: {},
      details: {},
    };
  },

  async draw(material, config) {
    const models = studyModels(config);
    return [
      await gapSection(material, models, config),
      ...(await rasterSection(material, models, config)),
      await trainingSection(material, models, config),
    ];
  },
});

/** Copying is a rule: nothing stands in the place of real data. */
export const COPYING_DATA = {
  kind: 'generated',
  description: 'copying sequences, made by rule',
  chosenBy: 'the task itself',
} as const;

/** Trains and measures the models of a copying study. */
export async function runCopying(
  context: RecipeContext,
  config: CopyingConfig,
): Promise<CopyingResult[]> {
  const { symbols, gap, classes, evaluation } = config;
  const gaps = copyingGaps(config);
  const longest = Math.max(...gaps);
  const batches = (at: number, sequences: number, seed: number): Promise<SequenceBatch[]> =>
    fixedBatches(copyingTask({ gap: at, symbols }), {
      count: Math.ceil(sequences / CHUNK),
      size: Math.min(sequences, CHUNK),
      seed,
    });
  const probes = new Map<number, SequenceBatch[]>();
  for (const at of gaps) probes.set(at, await batches(at, evaluation.sequences, PROBE_SEED));
  return trainStudy<CopyingValue>(context, config, {
    task: copyingTask({ gap, symbols }),
    sizes: { vocabulary: classes, outputs: classes },
    evaluate: {
      every: evaluation.every,
      run: async (model) => {
        const scalars: Record<string, number> = {};
        for (const [at, probe] of probes) {
          const found = await scoreSequences(model, probe);
          scalars[`ce/${at}`] = found.crossEntropy;
          scalars[`accuracy/${at}`] = found.accuracy;
          scalars[`ceAll/${at}`] = found.crossEntropyAll;
        }
        return { scalars };
      },
    },
    // By the gap of training alone: the long gaps take no part in the choice.
    selections: { trainingGap: (scalars) => -(scalars[`ce/${gap}`] ?? NaN) },
    show: (scalars) => ({
      [`CE@${gap}`]: (scalars[`ce/${gap}`] ?? NaN).toFixed(3),
      [`CE@${longest}`]: (scalars[`ce/${longest}`] ?? NaN).toFixed(3),
    }),
    measure: async (chosen) => {
      const model = await chosen('trainingGap');
      try {
        const scores: Record<string, SequenceScores & JsonObject> = {};
        for (const at of gaps) {
          const test = await batches(at, evaluation.testSequences, TEST_SEED);
          scores[at] = { ...(await scoreSequences(model, test)) };
        }
        return { scores, activity: await activity(model, config) };
      } finally {
        model.dispose();
      }
    },
  });
}

async function activity(model: SequenceModel, config: CopyingConfig): Promise<KeptActivity[]> {
  const kept: KeptActivity[] = [];
  for (const at of shownGaps(config)) {
    const task = copyingTask({ gap: at, symbols: config.symbols });
    const [batch] = await fixedBatches(task, { count: 1, size: 1, seed: TEST_SEED });
    if (batch !== undefined) kept.push(...(await moduleActivity(model, batch)));
  }
  return kept;
}

/** The paper gives figures for training at gap 50 and testing at 200. */
function paperColumns(config: CopyingConfig): (name: string, gap: number) => string | undefined {
  const long = 4 * config.gap;
  return (name, at) => {
    if (PAPER_TEST[name] === undefined) return undefined;
    return at === config.gap ? PAPER_TRAIN : at === long ? PAPER_TEST[name] : undefined;
  };
}

/** The best RIMs and the best LSTM at the longest gap shown. */
function copyingRivals(config: CopyingConfig, results: readonly CopyingResult[]) {
  const long = Math.max(...shownGaps(config));
  return rivals(results, ({ outcome }) => -(outcome.scores[long]?.crossEntropy ?? Infinity));
}

function headline(config: CopyingConfig, results: readonly CopyingResult[]): string {
  const gaps = shownGaps(config);
  const said = copyingRivals(config, results).map(({ title, result: { outcome } }) => {
    const right = gaps.map((at) => share(outcome.scores[at]?.accuracy ?? 0));
    return `${right.join(' and ')} by ${title}`;
  });
  return `Symbols right ${gapsInWords(gaps)}: ${said.join(', ')}, ${share(1 / ALPHABET)} by guessing.`;
}
