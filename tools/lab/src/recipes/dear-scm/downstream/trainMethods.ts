import { hideLabels, pendulumGraph } from '@causal-mechanisms/datasets';
import type { FactorDataset } from '@causal-mechanisms/datasets';
import { ClassifierModel, trainClassifier, trainDear, trainVae } from '@causal-mechanisms/dear-scm';
import type {
  ClassifierConfigInput,
  DearModel,
  DownstreamMethod,
  VaeModel,
} from '@causal-mechanisms/dear-scm';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { EvaluationEvent, JsonObject, StepEvent } from '@causal-mechanisms/tensor-utils';
import { modelFolder } from '@causal-mechanisms/tensor-utils/node';
import type { RecipeContext } from '../../../run/recipe.ts';
import { colouredDigits, DIGIT_NAMES } from './colouredDigits.ts';
import type { DownstreamSettings } from './downstreamSettings.ts';
import type { MethodEntry, MethodSettings } from './methodSettings.ts';
import { TARGET } from './pendulumData.ts';

/** Rows below which a training set counts as small. */
const FEW = 500;
/** Which rows keep their labels is fixed, as in the authors' code. */
const HIDING_SEED = 2;

/** A row that is trained, and how it is judged. */
export interface MethodJob<Value extends JsonObject> {
  readonly entry: MethodEntry;
  /** What representations learn from. */
  readonly train: FactorDataset;
  /**
   * @param method - The trained representation, or the way to train classifiers.
   * @returns Plain JSON.
   */
  readonly measure: (method: DownstreamMethod) => Promise<Value>;
}

type Context = Pick<RecipeContext, 'part' | 'seed'>;

/**
 * Trains and judges one row, as a part of the run; a classifier of observations has a further part for each of its training runs.
 *
 * @param context - Of the recipe.
 * @param config - How all rows are trained.
 * @param job - The row.
 * @returns What was measured.
 */
export async function trainMethod<Value extends JsonObject>(
  context: Context,
  config: DownstreamSettings,
  { entry, train, measure }: MethodJob<Value>,
): Promise<Value> {
  const part = context.part(entry.name);
  return part.finished(async () => {
    const { own } = entry;
    if (own.kind === 'factors') return measure({ kind: 'factors', factors: pendulumGraph.factors });
    if (own.kind === 'classifier') return measure(classifierMethod(context, config, entry, own));
    const labelled = withLabels(train, own.labels);
    const model = await part.follow<DearModel | VaeModel>({
      checkpointEvery: config.checkpointEvery,
      show: shown,
      start: (hooks) =>
        own.kind === 'dear'
          ? trainDear(labelled, {
              graph: pendulumGraph,
              config: { ...shared(context, config), ...config.dear, prior: { kind: own.prior } },
              ...hooks,
            })
          : trainVae(labelled, {
              graph: pendulumGraph,
              config: { ...shared(context, config), ...config.vae, objective: own.objective },
              ...hooks,
            }),
    });
    try {
      await model.save(modelFolder(part.folder.model));
      return await measure({ kind: 'representation', model });
    } finally {
      model.dispose();
    }
  });
}

function shared({ seed }: Context, { latentWidth, networks, batchSize }: DownstreamSettings) {
  return { seed, latentWidth, networks, batchSize };
}

function withLabels(train: FactorDataset, share: number): FactorDataset {
  if (share === 1) return train;
  const stream = new RandomStream(HIDING_SEED);
  return hideLabels(train, { share, stream, factors: pendulumGraph.factors });
}

function classifierMethod(
  context: Context,
  config: DownstreamSettings,
  { name }: MethodEntry,
  { multilabel, pretrained, labels }: Extract<MethodSettings, { kind: 'classifier' }>,
): DownstreamMethod {
  const { fewIterations, iterations } = config.classifier;
  return {
    kind: 'classifier',
    train: async (data, { rows, repeat, seed }) => {
      const start = pretrained ? await readerOfDigits(context, config, data) : undefined;
      try {
        return await context.part(`${name}.${rows}.${repeat}`).follow<ClassifierModel>({
          checkpointEvery: config.checkpointEvery,
          show: shown,
          start: (hooks) =>
            trainClassifier(withLabels(data, labels), {
              target: TARGET,
              alsoPredict: multilabel ? pendulumGraph.factors : [],
              config: {
                ...classifierConfig(config),
                iterations: rows < FEW ? fewIterations : iterations,
                // The run's seed decides too: otherwise all runs of the same rows would start alike.
                seed: new RandomStream(seed).split(`seed ${context.seed}`).seed,
              },
              ...(start === undefined ? {} : { pretrained: start }),
              ...hooks,
            }),
        });
      } finally {
        start?.dispose();
      }
    },
  };
}

/** A classifier of coloured digits as large as the data, trained once per run. */
async function readerOfDigits(
  context: Context,
  config: DownstreamSettings,
  { shape }: FactorDataset,
): Promise<ClassifierModel | undefined> {
  // Vectors have nothing in common with digits: there is nothing to start from.
  const [side = 0] = shape;
  if (shape.length !== 3) return undefined;
  const part = context.part('pretraining');
  await part.finished(async () => {
    const { digits, iterations } = config.classifier.pretraining;
    const data = await colouredDigits(digits, side);
    const [target = '', ...alsoPredict] = DIGIT_NAMES;
    const model = await part.follow<ClassifierModel>({
      checkpointEvery: config.checkpointEvery,
      show: shown,
      start: (hooks) =>
        trainClassifier(data, {
          target,
          alsoPredict,
          config: { ...classifierConfig(config), iterations, seed: context.seed },
          ...hooks,
        }),
    });
    try {
      await model.save(modelFolder(part.folder.model));
      return { digits };
    } finally {
      model.dispose();
    }
  });
  return ClassifierModel.load(modelFolder(part.folder.model));
}

function classifierConfig({ classifier, networks }: DownstreamSettings): ClassifierConfigInput {
  const { learningRate, beta1, beta2, batchSize } = classifier;
  return { networks, learningRate, beta1, beta2, batchSize };
}

function shown({ scalars }: StepEvent | EvaluationEvent): Readonly<Record<string, string>> {
  const loss = scalars['supervisedLoss'] ?? scalars['supervised'] ?? scalars['loss'] ?? NaN;
  return { loss: loss.toFixed(3) };
}
