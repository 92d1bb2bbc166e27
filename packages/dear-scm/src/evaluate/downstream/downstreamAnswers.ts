import * as tf from '@tensorflow/tfjs';
import { selectRows } from '@causal-mechanisms/datasets';
import type { FactorDataset } from '@causal-mechanisms/datasets';
import {
  checkFunction,
  checkMethods,
  checkOptions,
  checkText,
} from '@causal-mechanisms/tensor-utils';
import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import { checkNames } from '../../checks.ts';
import { checkAnswer, checkRepresentation } from '../evaluateChecks.ts';
import type { Representation } from '../../model/representation.ts';
import { eachBatch } from '../eachBatch.ts';
import { representationMeans } from '../representationMeans.ts';
import { binaryLabels } from './binaryLabels.ts';
import { trainClassifierBank } from './classifierBank.ts';
import type { DownstreamTraining } from './classifierBank.ts';
import type { DownstreamMethod, ObservationClassifier } from './downstreamMethod.ts';
import { standardFactors } from './standardFactors.ts';
import type { DownstreamRows } from './standardFactors.ts';

/** What is learned, and from what. */
export interface DownstreamTask {
  /** The rows to learn from. */
  readonly train: FactorDataset;
  /** The rows that accuracies are of. */
  readonly test: FactorDataset;
  /** The factor to predict: 0 or 1 in both. */
  readonly target: string;
}

/** One round of training. */
export interface DownstreamRound {
  /** Which rows of the training set: a list per repetition, all of the same length. */
  readonly subsets: readonly Int32Array[];
  /** Where starts, orders and seeds come from. */
  readonly stream: RandomStream;
  /** Settings of the small classifiers; classifiers of observations have their own. */
  readonly training?: DownstreamTraining | undefined;
  /** Ends the work. */
  readonly signal?: AbortSignal | undefined;
}

/** Trains as often as a round asks for; gives the logits of all test rows for each repetition. */
export type DownstreamAnswers = (round: DownstreamRound) => Promise<Float32Array[]>;

/**
 * What learns and answers, whatever kind of method it is; a representation encodes both data sets once, labels of factors are taken as they
 * are.
 *
 * @param owner - Opens messages.
 * @param method - The method.
 * @param task - The task.
 * @param signal - Ends the encoding.
 * @returns To be called once per round.
 */
export async function downstreamAnswers(
  owner: string,
  method: DownstreamMethod,
  { train, test, target }: DownstreamTask,
  signal?: AbortSignal,
): Promise<DownstreamAnswers> {
  checkMethod(owner, method);
  const labels = binaryLabels(owner, train, target);
  if (method.kind !== 'classifier') {
    const { values, asked, width } =
      method.kind === 'factors'
        ? standardFactors(owner, method.factors, { train, test })
        : await encoded(method, { train, test, signal });
    return async ({ subsets, stream, training = {}, signal: stop }) => {
      const bank = await trainClassifierBank(
        { values, width, labels },
        { ...training, subsets, stream, ...(stop === undefined ? {} : { signal: stop }) },
      );
      try {
        return await bank.logits(asked);
      } finally {
        bank.dispose();
      }
    };
  }
  return async ({ subsets, stream, signal: stop }) => {
    const found: Float32Array[] = [];
    for (const [repeat, subset] of subsets.entries()) {
      stop?.throwIfAborted();
      const { seed } = stream.split(`classifier ${repeat}`);
      const run = { rows: subset.length, repeat, seed };
      const classifier = await method.train(selectRows(train, subset), run);
      checkMethods(owner, 'classifier', classifier, ['dispose', 'predict']);
      try {
        found.push(await answers(owner, classifier, test));
      } finally {
        classifier.dispose();
      }
    }
    return found;
  };
}

async function encoded(
  { model, coordinates }: Extract<DownstreamMethod, { kind: 'representation' }>,
  {
    train,
    test,
    signal,
  }: {
    readonly train: FactorDataset;
    readonly test: FactorDataset;
    readonly signal: AbortSignal | undefined;
  },
): Promise<DownstreamRows> {
  const width = coordinates === 'all' ? model.latentWidth : model.factorNames.length;
  return {
    values: await firstCoordinates(model, train, width, signal),
    asked: await firstCoordinates(model, test, width, signal),
    width,
  };
}

function checkMethod(owner: string, method: DownstreamMethod): void {
  const { kind } = checkOptions(owner, method, 'method');
  checkText(owner, 'method.kind', kind, ['representation', 'classifier', 'factors']);
  if (method.kind === 'classifier') {
    checkFunction(owner, 'method.train', method.train);
    return;
  }
  if (method.kind === 'factors') {
    checkNames(owner, 'method.factors', method.factors);
    return;
  }
  checkRepresentation(owner, 'method.model', method.model);
  const { coordinates = 'factors' } = method;
  checkText(owner, 'method.coordinates', coordinates, ['factors', 'all']);
}

async function firstCoordinates(
  model: Representation,
  data: FactorDataset,
  width: number,
  signal: AbortSignal | undefined,
): Promise<Float32Array> {
  const means = await representationMeans(model, data, { signal });
  const { latentWidth } = model;
  if (width === latentWidth) return means;
  return Float32Array.from(
    { length: data.size * width },
    (_, i) => means[Math.floor(i / width) * latentWidth + (i % width)] ?? NaN,
  );
}

/** Observations that a classifier reads at a time. */
const CHUNK = 256;

async function answers(
  owner: string,
  classifier: ObservationClassifier,
  data: FactorDataset,
): Promise<Float32Array> {
  const logits = new Float32Array(data.size);
  await eachBatch(data, { batchSize: CHUNK }, async (observations, from) => {
    const found = tf.tidy(() => classifier.predict(observations));
    checkAnswer(owner, 'classifier.predict', found, { shape: [observations.shape[0]] });
    logits.set(await found.data<'float32'>(), from);
    found.dispose();
  });
  return logits;
}
