import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { misuseTable } from '@causal-mechanisms/test-utils';
import * as api from '../../src/index.ts';
import {
  toyAnswer,
  toyGraph,
  toyModel,
  toyReader,
  toyScenes,
} from './counterfactuals/toyScenes.ts';
import { MEASURES, stream, data, graph, OF_DATA } from '../misuseParts.ts';

const signal = () => new AbortController().signal;

/** A plain object with the methods of a representation. */
const representation = (): api.Representation => ({
  observationShape: [4],
  factorNames: ['a', 'b'],
  latentWidth: 3,
  encode: (x) => tf.slice2d(x as tf.Tensor2D, [0, 0], [-1, 3]),
});

const reader = (): api.FactorReader => ({
  observationShape: [4],
  factors: [{ name: 'a', kind: 'continuous' }],
  factorValues: (x) => Promise.resolve(new Float64Array(x.shape[0])),
});

const scenes = () => ({ ...toyScenes });

beforeAll(async () => {
  await useBackend();
});

describe('the boundary of what dear-scm measures', () => {
  misuseTable(
    Object.fromEntries(
      Object.entries(api).filter(
        ([name]) => MEASURES.includes(name) && !name.startsWith('labelScaling'),
      ),
    ),
    {
      labelAgreement: {
        arguments: () => ({
          model: reader(),
          data: data(),
          options: { batchSize: 5, signal: signal() },
        }),
        required: 2,
        sizes: ['options.batchSize'],
        misuses: { model: [{}] },
        accepts: OF_DATA('data'),
      },
      reconstructionError: {
        arguments: () => ({
          model: { observationShape: [4], reconstruct: (x: tf.Tensor) => tf.clone(x) },
          data: data(),
          options: { batchSize: 5, signal: signal() },
        }),
        required: 2,
        sizes: ['options.batchSize'],
        misuses: {
          model: [{}],
          'model.reconstruct': [() => tf.ones([1]), () => 7],
        },
        accepts: OF_DATA('data'),
      },
      representationMeans: {
        arguments: () => ({
          model: representation(),
          data: data(),
          options: { batchSize: 5, signal: signal() },
        }),
        required: 2,
        sizes: ['options.batchSize'],
        counts: ['model.latentWidth'],
        misuses: {
          model: [{}],
          'model.encode': [() => tf.ones([1]), () => 7],
        },
        accepts: {
          ...OF_DATA('data'),
          'model.latentWidth = 9007199254740992': '',
          'model.latentWidth = Infinity': '',
        },
      },
      representationScores: {
        arguments: () => ({
          model: representation(),
          data: data(40),
          options: {
            stream: stream(),
            rows: 30,
            coordinates: 'factors',
            batchSize: 16,
            signal: signal(),
          },
        }),
        sizes: ['options.batchSize'],
        counts: ['options.rows'],
        misuses: { 'options.coordinates': ['some'], 'options.fit': [7], 'options.rows': [29] },
        accepts: OF_DATA('data'),
      },
      trainClassifierBank: {
        arguments: () => ({
          rows: { values: Float32Array.of(0, 1, 2, 3), width: 1, labels: [0, 1, 0, 1] },
          options: {
            subsets: [Int32Array.of(0, 1)],
            stream: stream(),
            hidden: 4,
            learningRate: 0.01,
            batchSize: 2,
            epochs: 1,
            signal: signal(),
          },
        }),
        counts: ['rows.width', 'options.epochs', 'options.batchSize'],
        sizes: ['options.hidden'],
        misuses: {
          'options.subsets': [
            [],
            [Int32Array.of()],
            [[0, 1]],
            [Int32Array.of(0), Int32Array.of(0, 1)],
          ],
          'options.learningRate': [0, -1, Infinity],
          'rows.values': [[1, 2, 3, 4]],
        },
        accepts: {
          'options.epochs = 9007199254740992': '',
          'rows.width = 9007199254740992': '',
          'rows.values = NaN at 0': 'named by its row',
          'rows.labels = NaN at 0': 'named by its row',
        },
      },
      'ClassifierBank.logits': {
        arguments: () => ({ values: Float32Array.of(1, 2) }),
        call: async ({ values }: { values: Float32Array }) => {
          const bank = await api.trainClassifierBank(
            { values: Float32Array.of(0, 1), width: 1, labels: [0, 1] },
            { subsets: [Int32Array.of(0, 1)], stream: stream(), epochs: 1, hidden: 2 },
          );
          try {
            await bank.logits(values);
          } finally {
            bank.dispose();
          }
        },
      },
      measureRobustness: {
        arguments: () => ({
          method: { kind: 'representation', model: representation(), coordinates: 'all' },
          options: {
            train: data(),
            test: data(),
            target: 'both',
            attribute: 'both',
            rows: 6,
            repeats: 1,
            stream: stream(),
            training: { hidden: 2, epochs: 1 },
            signal: signal(),
          },
        }),
        counts: ['options.rows'],
        sizes: ['options.repeats'],
        misuses: {
          method: [{}],
          'method.kind': ['other'],
          'method.coordinates': ['some'],
          'options.rows': [0, 13],
        },
        accepts: {
          ...OF_DATA('options.train'),
          ...OF_DATA('options.test'),
          'method.kind = "text"': '',
          'options.training.hidden': 'named by the bank',
          'options.training.epochs': 'named by the bank',
        },
      },
      measureSampleEfficiency: {
        arguments: () => ({
          method: { kind: 'factors', factors: ['a'] },
          options: {
            train: data(),
            test: data(),
            target: 'both',
            few: 4,
            many: 8,
            repeats: 2,
            manyRepeats: 1,
            stream: stream(),
            training: { few: { epochs: 1 }, many: { epochs: 1 } },
            signal: signal(),
          },
        }),
        counts: ['options.few', 'options.many', 'options.manyRepeats'],
        sizes: ['options.repeats'],
        misuses: { 'options.few': [9], 'options.many': [13], 'options.manyRepeats': [3] },
        accepts: {
          ...OF_DATA('options.train'),
          ...OF_DATA('options.test'),
          'options.training.few': 'named by the bank',
          'options.training.many': 'named by the bank',
          'options.training.few.epochs': 'named by the bank',
          'options.training.many.epochs': 'named by the bank',
        },
      },
      measureCounterfactuals: {
        arguments: () => ({
          model: toyModel((row, targets) => toyAnswer(row, targets)),
          scenes: scenes(),
          options: {
            graph: toyGraph,
            reader: { ...toyReader },
            rows: [0, 1, 2],
            values: { cause: [1, 2] },
            batchSize: 2,
            signal: signal(),
          },
        }),
        sizes: ['options.batchSize'],
        misuses: {
          model: [{}],
          'options.values': [{ curse: [1] }, { cause: [] }, { cause: [Infinity] }],
          'options.reader': [{}],
        },
        accepts: { ...OF_DATA('scenes'), 'options.rows = NaN at 0': 'named as an index' },
      },
      generationScores: {
        arguments: () => ({
          model: { sample: (count: number) => tf.ones([count, 4]) },
          data: data(),
          options: {
            features: (x: tf.Tensor) => tf.slice2d(x as tf.Tensor2D, [0, 0], [-1, 2]),
            stream: stream(),
            rows: 5,
            batchSize: 3,
            signal: signal(),
          },
        }),
        counts: ['options.rows'],
        sizes: ['options.batchSize'],
        misuses: {
          model: [{}],
          'model.sample': [() => 7],
          'options.features': [() => 7, () => tf.ones([1, 2])],
        },
        accepts: OF_DATA('data'),
      },
      graphScores: {
        arguments: () => ({
          weights: {
            rows: ['a', 'b'],
            columns: ['a', 'b'],
            values: [
              [0, 1],
              [0, 0],
            ],
          },
          truth: graph(),
          options: { allowed: graph(), signs: { 'a -> b': 1 }, threshold: 0.2 },
        }),
        required: 2,
        misuses: {
          'weights.values': [
            [[0, 1]],
            [[0], [0]],
            [
              [0, NaN],
              [0, 0],
            ],
          ],
          'weights.columns': [['b', 'a']],
          'options.signs': [{ 'b -> a': 1 }, { 'a -> b': 2 }],
          'options.threshold': [-1, Infinity],
        },
      },
      effectScores: {
        arguments: () => ({
          model: { do: (x: tf.Tensor) => Promise.resolve({ observations: tf.clone(x) }) },
          data: data(),
          options: {
            reader: reader(),
            ranges: [{ name: 'a', least: 0, most: 1 }],
            batchSize: 4,
            signal: signal(),
          },
        }),
        sizes: ['options.batchSize'],
        misuses: {
          model: [{}],
          'options.ranges': [
            [],
            [{}],
            [{ name: 'a', least: 1, most: 1 }],
            [{ name: 'a', least: 0, most: Infinity }],
          ],
        },
        accepts: OF_DATA('data'),
      },
      interventionalScores: {
        arguments: () => ({
          model: {
            sampleDo: (count: number) => Promise.resolve({ observations: tf.ones([count, 3]) }),
          },
          scenes: scenes(),
          options: {
            reader: { ...toyReader },
            stream: stream(),
            values: { cause: [1] },
            rows: 2,
            batchSize: 2,
            signal: signal(),
          },
        }),
        counts: ['options.rows'],
        sizes: ['options.batchSize'],
        misuses: {
          model: [{}],
          'options.values': [{ curse: [1] }, { cause: [Infinity] }],
        },
        accepts: OF_DATA('scenes'),
      },
    },
  );
});
