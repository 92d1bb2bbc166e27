import { checkFactorDataset } from '@causal-mechanisms/datasets';
import type { FactorDataset } from '@causal-mechanisms/datasets';
import {
  ArgumentError,
  builtWhole,
  checkInstance,
  checkOptions,
  checkText,
  checkTrainingOptions,
  runTraining,
} from '@causal-mechanisms/tensor-utils';
import type { TrainingEvent, TrainingOptions } from '@causal-mechanisms/tensor-utils';
import { checkNames, isList } from '../../checks.ts';
import { resolveClassifierConfig } from './classifierConfig.ts';
import type { ClassifierConfigInput } from './classifierConfig.ts';
import { classifierLearner } from './classifierLearner.ts';
import { ClassifierModel } from './classifierModel.ts';

/** Options of {@link trainClassifier}. */
export interface TrainClassifierOptions extends TrainingOptions<
  ClassifierModel,
  ClassifierConfigInput
> {
  /** The factor to predict: binary, or continuous, whose range is then scaled to [0, 1]. */
  readonly target: string;
  /** More factors to predict, for which nobody asks: with the factors of DEAR it sees all labels that DEAR sees. Default: none. */
  readonly alsoPredict?: readonly string[];
  /**
   * A classifier trained on something else, with the same networks and shape of observations: all but the last layer starts from its
   * parameters. It must live until the first step; not disposed. Default: a random start.
   */
  readonly pretrained?: ClassifierModel;
}

/** What a run of {@link trainClassifier} yields. */
export type ClassifierTrainingEvent = TrainingEvent<ClassifierModel>;

/**
 * Trains a classifier of observations, the baseline of DEAR that knows no representation: empirical risk minimisation on the target alone
 * (the row `ERM`, or `ResNet`), with the factors as further questions (`ERM-multilabel`), or from the parameters of a network that
 * learned something else first (`ResNet-pretrain`).
 *
 * Minimised is the cross entropy of the logits, summed over the questions and averaged over rows; a continuous factor is a soft target in
 * [0, 1]. Step events have the phase `training` and the scalar `loss`. Labels that are NaN are missing: they count for nothing. A caller
 * that stops listening early gets nothing: all is disposed, the model included. End a run through the signal to keep it.
 *
 * @param data - Observations with the values of factors.
 * @param options - What is predicted, configuration, checkpoints, evaluation, abort signal.
 * @returns A generator of events; its return value, and the `end` event, hold the classifier, which the caller disposes of.
 * @throws ConfigError when the configuration is impossible; ArgumentError for an unknown factor, one that is named twice, and an interval that is no positive
 * integer; ShapeError when observations and values differ in number, or `pretrained` does not fit; ValuesError when a label or an
 * observation is impossible, a factor has not two labels, or the loss is not finite any more; CheckpointError when `resume` belongs to
 * another run.
 *
 * @example
 * ```ts
 * import { checkFactorDataset, factorDataset } from '@causal-mechanisms/datasets';
 * import { trainClassifier } from '@causal-mechanisms/dear-scm';
 * import { useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const data = factorDataset({
 *   name: 'signs',
 *   observations: Float32Array.of(-2, -1, 1, 2),
 *   shape: [1],
 *   factors: [{ name: 'positive', kind: 'binary' }, { name: 'x', kind: 'continuous' }],
 *   values: [0, -2, 0, -1, 1, 1, 1, 2],
 * });
 * const options = { target: 'positive', alsoPredict: ['x'], config: { networks: { kind: 'mlp', width: 8 }, iterations: 2 } } as const;
 * for await (const event of trainClassifier(data, options)) {
 *   if (event.kind !== 'end') continue;
 *   console.log(event.step, event.model.factorNames); // 2 [ 'positive', 'x' ]
 *   event.model.dispose();
 * }
 * ```
 */
export async function* trainClassifier(
  data: FactorDataset,
  options: TrainClassifierOptions,
): AsyncGenerator<ClassifierTrainingEvent, ClassifierModel> {
  const owner = 'trainClassifier';
  checkFactorDataset(owner, 'data', data);
  const { target, alsoPredict = [], pretrained, ...rest } = checkOptions(owner, options);
  checkTrainingOptions(owner, rest);
  checkText(owner, 'target', target);
  if (!isList(alsoPredict) || alsoPredict.length > 0) {
    checkNames(owner, 'alsoPredict', alsoPredict);
  }
  if (pretrained !== undefined) checkInstance(owner, 'pretrained', pretrained, ClassifierModel);
  const config = resolveClassifierConfig(rest.config, `${owner}: config`);
  const factors = [target, ...alsoPredict];
  if (new Set(factors).size !== factors.length) {
    throw new ArgumentError(
      `trainClassifier: every factor is predicted once, got ${factors.join(', ')}`,
      { data: { factors } },
    );
  }
  const learner = builtWhole(() => classifierLearner(config, data, { factors, pretrained }));
  return yield* runTraining(learner, rest);
}
