import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { misuseTable } from '@causal-mechanisms/test-utils';
import * as api from '../src/index.ts';
import { randomModel, memoryFile } from './model/models.ts';
import { finished } from './finished.ts';
import { MEASURES, stream, data, graph, OF_DATA, training } from './misuseParts.ts';

const NETWORKS = { kind: 'mlp', width: 4, depth: 1, injectedNoise: false } as const;

const vectors = (width: number) => tf.ones([2, width]);

const dear = () => randomModel();

const vae = () =>
  finished(
    api.trainVae(data(), {
      graph: graph(),
      config: { networks: NETWORKS, latentWidth: 2, batchSize: 4, iterations: 1 },
    }),
  );

const classifier = () =>
  finished(
    api.trainClassifier(data(), { target: 'both', config: { networks: NETWORKS, iterations: 1 } }),
  );

const regressor = () =>
  finished(
    api.trainFactorRegressor(data(), {
      config: { networks: NETWORKS, batchSize: 4, iterations: 1 },
    }),
  );

/** A handler that gives back what was saved. */
async function saved(made: SavedModel | Promise<SavedModel>) {
  const { handler } = memoryFile();
  const model = await made;
  await model.save(handler);
  model.dispose();
  return { handler: { ...handler } };
}

interface SavedModel {
  save(handler: tf.io.IOHandler): Promise<void>;
  dispose(): void;
}

const structure = () =>
  api.structuralModel({
    prior: { kind: 'linear', leastSlope: null },
    mask: [
      [0, 1],
      [0, 0],
    ],
    latentWidth: 3,
    map: [1, 2, 0, 0],
    adjacency: [0, 0.5, 0, 0],
  });

beforeAll(async () => {
  await useBackend();
});

describe('the boundary of dear-scm', () => {
  misuseTable(
    Object.fromEntries(Object.entries(api).filter(([name]) => !MEASURES.includes(name))),
    {
      encoderNetwork: {
        arguments: () => ({ config: NETWORKS, observationShape: [4], outputs: 2 }),
        sizes: ['outputs'],
        misuses: {
          observationShape: [[], [0], [2 ** 40], [0.5]],
          config: [{}],
          'config.kind': ['none'],
        },
      },
      generatorNetwork: {
        arguments: () => ({ config: NETWORKS, observationShape: [4], latentWidth: 2 }),
        sizes: ['latentWidth'],
        misuses: { observationShape: [[], [0], [2 ** 40], [0.5]] },
      },
      discriminatorNetwork: {
        arguments: () => ({ config: NETWORKS, observationShape: [4], latentWidth: 2 }),
        sizes: ['latentWidth'],
        misuses: { observationShape: [[], [0], [2 ** 40], [0.5]] },
      },
      structuralModel: {
        arguments: () => ({
          values: {
            prior: { kind: 'linear', leastSlope: 0.1 },
            mask: [
              [0, 1],
              [0, 0],
            ],
            latentWidth: 3,
            map: [1, 2, 0, 0],
            adjacency: [0, 0.5, 0, 0],
          },
        }),
        sizes: [],
        counts: ['values.latentWidth'],
        misuses: {
          'values.mask': [
            [],
            [[0, 1]],
            [
              [0, 2],
              [0, 0],
            ],
          ],
          'values.map': [[1], []],
          'values.adjacency': [[1], []],
          'values.latentWidth': [1],
          'values.prior': [{}, { kind: 'none' }],
        },
        accepts: { 'values.prior.leastSlope = null': 'no bound' },
      },
      ...Object.fromEntries(
        (['exogenous', 'endogenous'] as const).map((method) => [
          `StructuralModel.${method}`,
          {
            arguments: () => ({ rows: [0, 1, 2] }),
            call: ({ rows }: { rows: number[] }) => structure()[method](rows),
            misuses: {
              rows: [
                [1, 2],
                [Infinity, 0, 0],
              ],
            },
          },
        ]),
      ),
      ...Object.fromEntries(
        (['intervene', 'hold', 'condition'] as const).map((method) => [
          `StructuralModel.${method}`,
          {
            owner: 'StructuralModel',
            arguments: () => ({ rows: [0, 1, 2], targets: new Map([[0, 1]]) }),
            call: ({ rows, targets }: { rows: number[]; targets: api.LatentTargets }) =>
              structure()[method](rows, targets),
            misuses: {
              rows: [
                [1, 2],
                [Infinity, 0, 0],
              ],
              targets: [{ a: 1 }, new Map([[5, 1]]).entries()],
            },
          },
        ]),
      ),
      'DearModel.load': {
        arguments: () => saved(dear()),
        accepts: { 'handler.save': 'nothing is written' },
      },
      'DearModel.encode': { arguments: () => ({ self: dear(), observations: vectors(4) }) },
      'DearModel.generate': {
        arguments: () => ({ self: dear(), latents: vectors(3), stream: stream() }),
        required: 1,
      },
      'DearModel.reconstruct': { arguments: () => ({ self: dear(), observations: vectors(4) }) },
      'DearModel.sampleLatents': {
        arguments: () => ({ self: dear(), count: 2, stream: stream() }),
        sizes: ['count'],
        misuses: { count: [0] },
      },
      'DearModel.sample': {
        arguments: () => ({ self: dear(), count: 2, stream: stream() }),
        sizes: ['count'],
        misuses: { count: [0] },
      },
      'DearModel.factorValues': { arguments: () => ({ self: dear(), observations: vectors(4) }) },
      'DearModel.do': {
        arguments: () => ({
          self: dear(),
          observations: vectors(4),
          targets: { light: 60, smile: [0, 1] },
          options: { noise: stream() },
        }),
        required: 2,
        misuses: {
          targets: [{}],
          'targets.light': [Infinity, [1, 2, 3], []],
          'targets.smile': [[0, NaN]],
        },
        accepts: { 'targets.smile = 7': 'one value for all observations, with a warning' },
      },
      'DearModel.sampleDo': {
        arguments: () => ({
          self: dear(),
          count: 2,
          targets: { light: 60 },
          stream: stream(),
          options: { noise: stream() },
        }),
        required: 3,
        sizes: ['count'],
        misuses: { targets: [{}], 'targets.light': [Infinity, [1, 2, 3]] },
      },
      'DearModel.condition': {
        arguments: () => ({
          self: dear(),
          count: 2,
          given: { light: 60 },
          stream: stream(),
          options: { noise: stream() },
        }),
        required: 3,
        sizes: ['count'],
        misuses: { 'given.light': [Infinity, [1, 2, 3]] },
        accepts: {
          'given = null': 'called targets',
          'given = "text"': 'called targets',
          'given = 7': 'called targets',
          'given = undefined': 'called targets',
        },
      },
      'DearModel.traverse': {
        arguments: () => ({
          self: dear(),
          start: tf.ones([1, 4]),
          options: {
            factors: ['light'],
            values: { light: [50, 60] },
            steps: 3,
            from: -1,
            to: 1,
            propagate: true,
            noise: stream(),
          },
        }),
        required: 1,
        sizes: ['options.steps'],
        misuses: {
          'options.factors': [[]],
          'options.values': [{ lamp: [1] }, { light: [] }, { light: [Infinity] }],
          'options.from': [Infinity],
        },
        accepts: {
          'start = null': 'the centre of the prior',
        },
      },
      'DearModel.save': { arguments: () => ({ self: dear(), handler: memoryFile().handler }) },
      resolveDearConfig: {
        owner: 'dear-scm training',
        arguments: () => ({
          input: { latentWidth: 3, networks: { kind: 'mlp' }, scale: { clip: [0.5, 2] } },
        }),
        sizes: ['input.latentWidth'],
        misuses: {
          'input.latentwidth': [3],
          'input.scale.clip': [
            [2, 0.5],
            [0, 1],
          ],
        },
        accepts: {
          'input.scale.clip = null': 'no bounds',
          'input = null': 'a schema speaks',
          'input = "text"': '',
          'input = 7': '',
        },
      },
      resolveVaeConfig: {
        owner: 'vae training',
        arguments: () => ({ input: { latentWidth: 3, networks: { kind: 'mlp' } } }),
        sizes: ['input.latentWidth'],
        accepts: { 'input = null': 'a schema speaks', 'input = "text"': '', 'input = 7': '' },
      },
      resolveClassifierConfig: {
        owner: 'classifier training',
        arguments: () => ({ input: { batchSize: 3, networks: { kind: 'mlp' } } }),
        sizes: ['input.batchSize'],
        accepts: { 'input = null': 'a schema speaks', 'input = "text"': '', 'input = 7': '' },
      },
      trainDear: {
        arguments: () =>
          training({
            graph: graph(),
            onUpdate: () => undefined,
            config: { networks: NETWORKS, latentWidth: 3, batchSize: 4, iterations: 1 },
          }),
        sizes: ['options.config.batchSize'],
        misuses: { 'options.graph': [['a => b'], 'a -> '] },
        accepts: OF_DATA('data'),
      },
      trainVae: {
        arguments: () =>
          training({
            graph: graph(),
            config: { networks: NETWORKS, latentWidth: 3, batchSize: 4, iterations: 1 },
          }),
        sizes: ['options.config.batchSize'],
        accepts: OF_DATA('data'),
      },
      trainClassifier: {
        arguments: async () =>
          training({
            target: 'both',
            alsoPredict: ['a'],
            pretrained: await classifier(),
            config: { networks: NETWORKS, batchSize: 4, iterations: 1 },
          }),
        sizes: ['options.config.batchSize'],
        accepts: OF_DATA('data'),
      },
      trainFactorRegressor: {
        arguments: () =>
          training({
            factors: ['b', 'a'],
            config: { networks: NETWORKS, batchSize: 4, iterations: 1 },
          }),
        sizes: ['options.config.batchSize'],
        required: 1,
        misuses: { 'options.factors': [[]] },
        accepts: OF_DATA('data'),
      },
      'VaeModel.load': {
        arguments: () => saved(vae()),
        accepts: { 'handler.save': 'nothing is written' },
      },
      'VaeModel.encode': {
        arguments: async () => ({ self: await vae(), observations: vectors(4) }),
      },
      'VaeModel.generate': { arguments: async () => ({ self: await vae(), latents: vectors(2) }) },
      'VaeModel.reconstruct': {
        arguments: async () => ({ self: await vae(), observations: vectors(4) }),
      },
      'VaeModel.sample': {
        arguments: async () => ({ self: await vae(), count: 2, stream: stream() }),
        sizes: ['count'],
        misuses: { count: [0] },
      },
      'VaeModel.factorValues': {
        arguments: async () => ({ self: await vae(), observations: vectors(4) }),
      },
      'VaeModel.save': {
        arguments: async () => ({ self: await vae(), handler: memoryFile().handler }),
      },
      'ClassifierModel.load': {
        arguments: () => saved(classifier()),
        accepts: { 'handler.save': 'nothing is written' },
      },
      'ClassifierModel.logits': {
        arguments: async () => ({ self: await classifier(), observations: vectors(4) }),
      },
      'ClassifierModel.predict': {
        arguments: async () => ({ self: await classifier(), observations: vectors(4) }),
      },
      'ClassifierModel.startFrom': 'internal: trainClassifier asks for it, and checks',
      'ClassifierModel.save': {
        arguments: async () => ({ self: await classifier(), handler: memoryFile().handler }),
      },
      DearModel: 'internal: models come from training and from files',
      VaeModel: 'internal: models come from training and from files',
      ClassifierModel: 'internal: models come from training and from files',
      FactorRegressor: 'internal: regressors come from training',
      'FactorRegressor.factorValues': {
        arguments: async () => ({ self: await regressor(), observations: vectors(4) }),
      },
      'FactorRegressor.standardisedValues': {
        arguments: async () => ({ self: await regressor(), observations: vectors(4) }),
      },
    },
  );
});
