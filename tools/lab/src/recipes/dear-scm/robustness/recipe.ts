import type { FactorDataset } from '@causal-mechanisms/datasets';
import { measureRobustness } from '@causal-mechanisms/dear-scm';
import type { DownstreamMethod } from '@causal-mechanisms/dear-scm';
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
import {
  ATTRIBUTE,
  pendulumSets,
  PENDULUM_DATA,
  references,
  TARGET,
} from '../downstream/pendulumData.ts';
import { DEAR_PAPER } from '../downstream/published.ts';
import { refinePretraining } from '../downstream/refinePretraining.ts';
import { trainingSection } from '../downstream/trainingSection.ts';
import { trainMethod } from '../downstream/trainMethods.ts';
import { robustnessMeasures } from './measures.ts';
import type { RobustnessResult, RobustnessRow, RobustnessValue } from './measures.ts';

const MODELS = [
  'erm',
  'dear-lin-10',
  'dear-nlr-10',
  'erm-multilabel',
  's-vae',
  's-beta-vae',
  's-tcvae',
  'dear-lin',
  'dear-nlr',
  'erm-1000',
  'erm-agreement-95',
  'factors',
];

const schema = z
  .strictObject({
    ...DOWNSTREAM_SETTINGS,
    models: DOWNSTREAM_SETTINGS.models.default(MODELS),
    settings: DOWNSTREAM_SETTINGS.settings.prefault(METHODS),
    /** How often background and target agree in training; in the test they are independent. */
    agreement: z.number().min(0).max(1).default(0.8),
  })
  .superRefine(refineModels)
  .superRefine(refinePretraining)
  .superRefine(({ data }, check) => {
    if (data.view !== 'features') return;
    const message = 'vectors do not show the background; it must be a number of pixels';
    check.addIssue({ code: 'custom', path: ['data', 'view'], message });
  });

type Config = z.output<typeof schema>;

/** Images and networks that are small enough for minutes, at the step sizes of `small`. */
const QUICK = {
  ...DOWNSTREAM_SIZES.quick,
  networks: { kind: 'compact', width: 16 },
  batchSize: 32,
  data: { view: 32 },
  dear: { ...DOWNSTREAM_SIZES.small.dear, iterations: 600 },
  vae: { ...DOWNSTREAM_SIZES.small.vae, iterations: 600 },
  classifier: { ...DOWNSTREAM_SIZES.small.classifier, iterations: 600, fewIterations: 200 },
  checkpointEvery: 100,
} as const;

/** Table 2: what is left where the background no longer goes with the target. */
export const dearRobustness = defineRecipe({
  name: 'dear-scm/robustness',
  title: 'A background that goes with the answer in training only',
  paper: {
    ...DEAR_PAPER,
    items: 'the table of distributional robustness, pendulum',
    used: 'images of 64x64 pixels, ResNet-50 encoders and 52 000 iterations',
  },
  schema,
  presets: {
    quick: { ...QUICK, models: ['erm', 's-vae', 'dear-lin', 'factors'] },
    small: DOWNSTREAM_SIZES.small,
    medium: DOWNSTREAM_SIZES.medium,
    paper: {},
  },
  compared: [],

  async run(context, config) {
    await context.pinData(PENDULUM_DATA);
    const { train, test } = await pendulumSets(config.data, { train: config.agreement, test: 0.5 });
    const results: RobustnessResult[] = [];
    for (const entry of entriesOf(config)) {
      const agreement = entry.own.kind === 'classifier' ? entry.own.agreement : undefined;
      const own =
        agreement === undefined
          ? train
          : (await pendulumSets(config.data, { train: agreement, test: 0.5 })).train;
      const value = await trainMethod<RobustnessRow>(context, config, {
        entry,
        train: own,
        measure: (method) =>
          measured(config, { method, entry, train: own, test, seed: context.seed }),
      });
      results.push({ entry, value });
    }
    return {
      headline: headline(config, results),
      measures: robustnessMeasures(results, references(config.data)),
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
  return methodEntries(config, 'ERM');
}

async function measured(
  config: Config,
  {
    method,
    entry,
    seed,
    ...sets
  }: {
    readonly method: DownstreamMethod;
    readonly entry: MethodEntry;
    readonly train: FactorDataset;
    readonly test: FactorDataset;
    readonly seed: number;
  },
): Promise<RobustnessRow> {
  const { repeats, ...training } = config.downstream;
  const rows = entry.own.kind === 'classifier' ? entry.own.rows : undefined;
  const run = async (one: DownstreamMethod): Promise<RobustnessValue> => {
    const { worst, average, conflicting } = await measureRobustness(one, {
      ...sets,
      target: TARGET,
      attribute: ATTRIBUTE,
      ...(rows === undefined ? {} : { rows }),
      repeats: method.kind === 'classifier' ? config.classifier.repeats.many : repeats,
      stream: new RandomStream(seed).split('downstream'),
      training,
    });
    return { worst, average, conflicting };
  };
  return {
    factors: await run(method),
    all: method.kind === 'representation' ? await run({ ...method, coordinates: 'all' }) : null,
  };
}

function headline({ data }: Config, results: readonly RobustnessResult[]): string {
  const best = bestOfKinds(results, ({ value }) => spreadOf(value.factors.worst).mean);
  const said = best.map(({ entry, value }) => {
    const { worst, average } = value.factors;
    return `${entry.label} ${share(spreadOf(worst).mean)} (average ${share(spreadOf(average).mean)})`;
  });
  const { ceiling, ceilingWorst } = references(data);
  return `Worst group, the best of each kind: ${said.join(', ')}; the best detector ${share(ceilingWorst)} (average ${share(ceiling)}).`;
}
