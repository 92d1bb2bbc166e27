import { measureSampleEfficiency, representationScores } from '@causal-mechanisms/dear-scm';
import type { FactorDataset } from '@causal-mechanisms/datasets';
import type { DownstreamMethod, Representation } from '@causal-mechanisms/dear-scm';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod';
import { share } from '../../../run/measure.ts';
import { defineRecipe } from '../../../run/recipe.ts';
import { refineModels } from '../../../study/studySettings.ts';
import { spreadOf } from '../downstream/accuracyColumn.ts';
import { bestOfKinds } from '../downstream/bestOfKinds.ts';
import { DOWNSTREAM_SETTINGS, DOWNSTREAM_SIZES } from '../downstream/downstreamSettings.ts';
import { methodEntries, METHODS } from '../downstream/methodSettings.ts';
import type { MethodEntry } from '../downstream/methodSettings.ts';
import { pendulumSets, PENDULUM_DATA, references, TARGET } from '../downstream/pendulumData.ts';
import type { PendulumSets } from '../downstream/pendulumData.ts';
import { DEAR_PAPER } from '../downstream/published.ts';
import { refinePretraining } from '../downstream/refinePretraining.ts';
import { trainingSection } from '../downstream/trainingSection.ts';
import { trainMethod } from '../downstream/trainMethods.ts';
import { scorePairs } from '../scores/scoreMeasures.ts';
import type { ScorePair } from '../scores/scoreMeasures.ts';
import { efficiencyMeasures } from './measures.ts';
import type { EfficiencyResult, EfficiencyRow, EfficiencyValue } from './measures.ts';

/** Below this many test rows coordinates are not scored. */
const FEWEST_SCORED = 30;

const MODELS = [
  'resnet',
  'dear-lin-10',
  'dear-nlr-10',
  'resnet-pretrain',
  's-vae',
  's-beta-vae',
  's-tcvae',
  'dear-lin',
  'dear-nlr',
  'factors',
];

const schema = z
  .strictObject({
    ...DOWNSTREAM_SETTINGS,
    models: DOWNSTREAM_SETTINGS.models.default(MODELS),
    settings: DOWNSTREAM_SETTINGS.settings.prefault(METHODS),
    /** Rows of the small training sets. */
    few: z.int().min(2).max(1_000_000).default(100),
  })
  .superRefine(refineModels)
  .superRefine(refinePretraining);

type Config = z.output<typeof schema>;

/** Table 1: how much of the accuracy is there with a hundred rows. */
export const dearSampleEfficiency = defineRecipe({
  name: 'dear-scm/sample-efficiency',
  title: 'Learning a downstream task from few rows',
  paper: {
    ...DEAR_PAPER,
    items: 'the table of sample efficiency, pendulum',
    used: 'images of 64x64 pixels, ResNet-50 encoders and 52 000 iterations',
  },
  schema,
  presets: {
    quick: { ...DOWNSTREAM_SIZES.quick, models: ['resnet', 's-vae', 'dear-lin', 'factors'] },
    small: DOWNSTREAM_SIZES.small,
    medium: DOWNSTREAM_SIZES.medium,
    paper: {},
  },
  compared: [],

  async run(context, config) {
    await context.pinData(PENDULUM_DATA);
    const sets = await pendulumSets(config.data);
    const results: EfficiencyResult[] = [];
    for (const entry of entriesOf(config)) {
      const value = await trainMethod<EfficiencyRow>(context, config, {
        entry,
        train: sets.train,
        measure: (method) => measured(config, { method, entry, sets, seed: context.seed }),
      });
      results.push({ entry, value });
    }
    return {
      headline: headline(config, results),
      measures: efficiencyMeasures(results, config.few, references(config.data)),
      data: PENDULUM_DATA,
      matrices: {},
      details: {},
    };
  },

  async draw(material, config) {
    return [await trainingSection(material, entriesOf(config), config)];
  },
});

function entriesOf(config: Config): MethodEntry[] {
  return methodEntries(config, 'ResNet');
}

async function measured(
  config: Config,
  {
    method,
    entry,
    sets,
    seed,
  }: {
    readonly method: DownstreamMethod;
    readonly entry: MethodEntry;
    readonly sets: PendulumSets;
    readonly seed: number;
  },
): Promise<EfficiencyRow> {
  const { few, downstream, classifier } = config;
  const { repeats, ...training } = downstream;
  const rows = entry.own.kind === 'classifier' ? entry.own.rows : undefined;
  const times =
    method.kind === 'classifier'
      ? { repeats: classifier.repeats.few, manyRepeats: classifier.repeats.many }
      : { repeats };
  const run = async (one: DownstreamMethod): Promise<EfficiencyValue> => {
    const found = await measureSampleEfficiency(one, {
      ...sets,
      target: TARGET,
      few,
      ...(rows === undefined ? {} : { many: rows }),
      ...times,
      // The same subsets for every row of the table.
      stream: new RandomStream(seed).split('downstream'),
      training: { few: training, many: training },
    });
    return { few: found.few, many: found.many, ratios: found.efficiency.ratios };
  };
  return {
    factors: await run(method),
    all: method.kind === 'representation' ? await run({ ...method, coordinates: 'all' }) : null,
    scores: method.kind === 'representation' ? await scoresOf(method.model, sets.test, seed) : null,
  };
}

/** How a representation compares with the factors; `null` where there are too few rows to say. */
async function scoresOf(
  model: Representation,
  test: FactorDataset,
  seed: number,
): Promise<ScorePair[] | null> {
  if (test.size < FEWEST_SCORED) return null;
  const stream = new RandomStream(seed).split('scores');
  return scorePairs(await representationScores(model, test, { stream }));
}

function headline({ few, data }: Config, results: readonly EfficiencyResult[]): string {
  const best = bestOfKinds(results, ({ value }) => spreadOf(value.factors.few).mean);
  const said = best.map(({ entry, value }) => {
    const { few: some, ratios } = value.factors;
    return `${entry.label} ${share(spreadOf(some).mean)} (efficiency ${share(spreadOf(ratios).mean)})`;
  });
  const { ceiling, majority } = references(data);
  return `Accuracy after ${few} rows, the best of each kind: ${said.join(', ')}; always the commoner answer ${share(majority)}, the best detector ${share(ceiling)}.`;
}
