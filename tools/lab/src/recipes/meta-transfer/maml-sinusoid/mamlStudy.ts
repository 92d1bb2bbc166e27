import { sinusoidTasks } from '@causal-mechanisms/datasets';
import { evaluateAdaptation, MamlModel, trainMaml } from '@causal-mechanisms/meta-transfer';
import type { AdaptationStep, AdaptOptions } from '@causal-mechanisms/meta-transfer';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { modelFolder } from '@causal-mechanisms/tensor-utils/node';
import type { RecipeContext } from '../../../run/recipe.ts';
import type { StudyResult } from '../../../study/study.ts';
import { trainStudy } from '../../../study/trainStudy.ts';
import { mamlEntries, trainingConfigOf } from './settings.ts';
import type { MamlEntry, MamlSinusoidConfig } from './settings.ts';

/** A task that was learned, to be drawn. */
export type ExampleFit = {
  /** Where it was looked at. */
  readonly x: readonly number[];
  /** The task itself there. */
  readonly truth: readonly number[];
  /** What the model says there after so many steps. */
  readonly answers: readonly { readonly steps: number; readonly y: readonly number[] }[];
};

/** What is measured on one model. */
export type MamlValue = {
  /** The error by steps. */
  readonly curve: readonly Readonly<Record<keyof AdaptationStep, number>>[];
  /** The same with steps that are halved after the first, and with other sizes for pre-trained networks. */
  readonly otherRates: readonly {
    readonly rate: number;
    readonly laterRate: number;
    readonly curve: MamlValue['curve'];
  }[];
  readonly fits: readonly ExampleFit[];
};

/** A model with what was measured on it. */
export type MamlResult = StudyResult<MamlEntry, MamlValue>;

/** Sinusoids are a rule: nothing stands in the place of real data. */
export const SINUSOID_DATA = {
  kind: 'generated',
  description: 'sinusoids of different amplitude and phase, made by rule',
  chosenBy: 'the task itself',
} as const;

/** Test tasks are fixed like files: a run's seed does not make others. */
const PROBE_SEED = 301;
const TEST_SEED = 302;
const EXAMPLE_SEED = 303;
const EXAMPLES = 3;
const GRID = 81;
const RANGE = 5;

/**
 * Trains and measures the models.
 *
 * @param context - Of the recipe.
 * @param config - Which models, and how they are trained.
 * @returns The models in order, with what was measured.
 */
export async function runMaml(
  context: Pick<RecipeContext, 'part' | 'seed'>,
  config: MamlSinusoidConfig,
): Promise<MamlResult[]> {
  const { evaluation, checkpointEvery } = config;
  return trainStudy<MamlModel, MamlEntry, MamlValue>(context, {
    entries: mamlEntries(config),
    start: (entry, hooks) =>
      trainMaml(sinusoidTasks({ shots: entry.shots }), {
        config: trainingConfigOf(config, entry, context.seed),
        ...hooks,
      }),
    checkpointEvery,
    evaluate: ({ shots }) => ({
      every: evaluation.every,
      run: async (model) => {
        const { curve } = await evaluateAdaptation(model, sinusoidTasks({ shots }), {
          steps: 1,
          count: evaluation.probes,
          stream: new RandomStream(PROBE_SEED),
        });
        const [before = NaN, after = NaN] = curve.map(({ mean }) => mean);
        return { scalars: { before, after } };
      },
    }),
    show: ({ kind, scalars }) => {
      const value = scalars[kind === 'step' ? 'loss' : 'after'] ?? NaN;
      return { [kind === 'step' ? 'loss' : 'error']: value.toFixed(3) };
    },
    save: (model, folder) => model.save(modelFolder(folder)),
    load: (folder) => MamlModel.load(modelFolder(folder)),
    measure: async (chosen, entry) => {
      const model = await chosen();
      try {
        const { innerRate, fineTuningRates } = config;
        const curve = await testCurve(model, entry, config, { rate: innerRate });
        const otherRates = [];
        for (const rates of [
          { rate: innerRate, laterRate: innerRate / 2 },
          ...(entry.order === 'none' ? fineTuningRates : []).map((rate) => ({
            rate,
            laterRate: rate,
          })),
        ]) {
          otherRates.push({ ...rates, curve: await testCurve(model, entry, config, rates) });
        }
        return { curve, otherRates, fits: await exampleFits(model, entry, config) };
      } finally {
        model.dispose();
      }
    },
  });
}

async function testCurve(
  model: MamlModel,
  { shots }: MamlEntry,
  { evaluation: { tasks, steps } }: MamlSinusoidConfig,
  rates: Pick<AdaptOptions, 'rate' | 'laterRate'>,
): Promise<MamlValue['curve']> {
  const stream = new RandomStream(TEST_SEED);
  const options = { steps, ...rates, count: tasks, stream };
  const { curve } = await evaluateAdaptation(model, sinusoidTasks({ shots }), options);
  return curve.map((step) => ({ ...step }));
}

async function exampleFits(
  model: MamlModel,
  { shots }: MamlEntry,
  { evaluation }: MamlSinusoidConfig,
): Promise<ExampleFit[]> {
  const { support, amplitudes, phases } = sinusoidTasks({ shots }).sample(
    EXAMPLES,
    new RandomStream(EXAMPLE_SEED),
  );
  const x = Array.from({ length: GRID }, (_, i) => RANGE * ((2 * i) / (GRID - 1) - 1));
  const fits: ExampleFit[] = [];
  for (const [task, amplitude] of amplitudes.entries()) {
    const own = (values: Float32Array) => values.slice(task * shots, (task + 1) * shots);
    const answers = [];
    for (const steps of new Set([0, 1, evaluation.steps])) {
      const adapted = await model.adapt({ x: own(support.x), y: own(support.y) }, { steps });
      answers.push({ steps, y: Array.from(await adapted.predict(x)) });
      adapted.dispose();
    }
    const truth = x.map((at) => amplitude * Math.sin(at - (phases[task] ?? 0)));
    fits.push({ x, truth, answers });
  }
  return fits;
}
