import { sinusoidTasks } from '@causal-mechanisms/datasets';
import type { MisuseRows } from '@causal-mechanisms/test-utils';
import * as api from '../../src/index.ts';
import { finished, memoryFile, opaque, saved, stream } from './parts.ts';

const column = (shift: number) =>
  Float64Array.from({ length: 40 }, (_, i) => Math.sin(7 * i + shift));
const points = () => [column(0), column(1)];
const data = () => ({ training: points(), transfers: [points()] });
const DATA = {
  'data.training': [[], [column(0)], [column(0), Float64Array.of(1)], [['a'], ['b']]],
  'data.transfers': [[], [{}], [[column(0)]], [[column(0), Float64Array.of(1)]]],
};
const encoderConfig = { iterations: 1, trainingPoints: 20, bumps: 4, components: 2 } as const;
const encoder = () => finished(api.trainEncoder(data(), { config: encoderConfig }));
const ofEncoder = ['trainEncoder', 'encoder training'];
const COORDINATES = [[], [column(0)], [column(0), Float64Array.of(1)], [['a'], ['b']]];
const mamlConfig = {
  inputs: 1,
  outputs: 1,
  hidden: [2],
  activation: 'relu',
  loss: 'meanSquared',
  innerRate: 0.1,
} as const;
const maml = () => new api.MamlModel(mamlConfig, new Float32Array(7).fill(0.1));
const examples = () => ({ x: [0, 1], y: [1, 2] });
const EXAMPLES = { 'task.x': [[], [0], [Infinity, 0]], 'task.y': [[], [0], ['a', 'b']] };
const tasks = () => opaque(sinusoidTasks({ shots: 2, queries: 2 }));
const training = { hidden: [2], metaSteps: 1, tasksPerBatch: 1 };
const own = () => ({ support: { x: [0, 1], y: [0, 2] }, query: { x: [2], y: [4] } });

export const ENCODER_ROWS: MisuseRows = {
  couplingLayers: {
    arguments: () => ({
      options: {
        dimensions: 2,
        layers: 1,
        hidden: 2,
        kind: 'additive',
        first: 'odd',
        outputDeviation: 0.1,
        stream: stream(),
      },
    }),
    sizes: ['options.dimensions', 'options.layers', 'options.hidden'],
    misuses: {
      'options.kind': ['other'],
      'options.first': ['other'],
      'options.outputDeviation': [-1, Infinity],
    },
  },
  ...Object.fromEntries(
    (['encode', 'decode'] as const).flatMap((method) =>
      (['rotation', 'couplingLayers'] as const).map((kind) => [
        `InvertibleEncoder.${method} of ${kind}`,
        {
          owner: [`InvertibleEncoder.${method}`, kind],
          arguments: () => ({ columns: points() }),
          call: ({ columns }: { columns: Float64Array[] }) =>
            (kind === 'rotation' ? api.rotation(1) : api.couplingLayers({ stream: stream() }))[
              method
            ](columns),
          misuses: { columns: COORDINATES },
        },
      ]),
    ),
  ),
  rotation: { arguments: () => ({ angle: 1 }), required: 0, misuses: { angle: [Infinity] } },
  rotation3: {
    arguments: () => ({ angles: [1, 0, 0] }),
    required: 0,
    misuses: { angles: [[], [1], [1, 0, Infinity]] },
  },
  angleSearch: {
    arguments: () => ({
      data: data(),
      options: {
        grid: 4,
        refinements: 0,
        bumps: 4,
        batches: 2,
        components: 2,
        mixtureIterations: 1,
        signal: new AbortController().signal,
      },
    }),
    required: 1,
    sizes: ['options.grid', 'options.bumps', 'options.components', 'options.refinements'],
    counts: ['options.batches', 'options.mixtureIterations'],
    misuses: DATA,
  },
  rotationError: {
    arguments: () => ({ found: { angle: 1, direction: 'U->V' }, decoderAngle: 1 }),
    misuses: {
      'found.angle': [Infinity],
      'found.direction': ['A->B'],
      decoderAngle: [Infinity],
    },
  },
  resolveEncoderTrainingConfig: {
    owner: ['encoder training', 'trainEncoder'],
    arguments: () => ({ input: { ...encoderConfig } }),
    sizes: ['input.iterations', 'input.bumps', 'input.trainingPoints'],
    accepts: { input: 'the message lists what is wrong in it' },
  },
  EncoderModel: 'internal: models come from training',
  'EncoderModel.load': {
    arguments: () => saved(encoder()),
    misuses: { handler: [{}, { load: 7 }] },
  },
  'EncoderModel.save': {
    arguments: async () => ({ self: await encoder(), handler: opaque(memoryFile().handler) }),
    accepts: { 'self = disposed': 'holds no tensors' },
    misuses: { handler: [{}, { save: 7 }] },
  },
  'EncoderModel.encode': {
    arguments: async () => ({ self: await encoder(), points: points() }),
    accepts: { 'self = disposed': 'holds no tensors' },
    misuses: { points: COORDINATES },
  },
  'EncoderModel.decode': {
    arguments: async () => ({ self: await encoder(), codes: points() }),
    accepts: { 'self = disposed': 'holds no tensors' },
    misuses: { codes: COORDINATES },
  },
  trainEncoder: {
    owner: ofEncoder,
    arguments: () => ({ data: data(), options: { config: encoderConfig } }),
    required: 1,
    sizes: ['options.config.iterations', 'options.config.bumps'],
    misuses: { ...DATA, 'options.resume': [null, {}], 'options.signal': [null, {}] },
  },
};

export const MAML_ROWS: MisuseRows = {
  evaluateAdaptation: {
    arguments: () => ({
      model: maml(),
      tasks: tasks(),
      options: { steps: 1, count: 2, batchSize: 1, stream: stream() },
    }),
    required: 2,
    counts: ['options.steps'],
    sizes: ['options.count', 'options.batchSize'],
  },
  resolveMamlConfig: {
    owner: 'trainMaml',
    arguments: () => ({ input: { ...training } }),
    sizes: ['input.metaSteps', 'input.tasksPerBatch'],
    misuses: { 'input.hidden': [[0], [0.5], [2 ** 40]] },
    accepts: { input: 'the message lists what is wrong in it' },
  },
  MamlModel: {
    owner: 'MamlModel',
    arguments: () => ({ config: mamlConfig, values: new Float32Array(7) }),
    sizes: ['config.inputs', 'config.outputs'],
    misuses: {
      values: [new Float32Array(6), [0, 0, 0, 0, 0, 0, 0]],
      'config.hidden': [[0], [0.5], [2 ** 40]],
    },
    accepts: {
      'values = NaN at 0': 'of a run that diverged',
      config: 'the message lists what is wrong in it',
    },
  },
  'MamlModel.load': { arguments: () => saved(maml()), misuses: { handler: [{}, { load: 7 }] } },
  'MamlModel.save': {
    arguments: () => ({ self: maml(), handler: opaque(memoryFile().handler) }),
    misuses: { handler: [{}, { save: 7 }] },
  },
  'MamlModel.adapt': {
    arguments: () => ({
      self: maml(),
      task: examples(),
      options: { steps: 1, rate: 0.1, laterRate: 0.1 },
    }),
    required: 1,
    counts: ['options.steps'],
    misuses: {
      ...EXAMPLES,
      'options.rate': [0, -1, Infinity],
      'options.laterRate': [0, -1, Infinity],
    },
  },
  'MamlModel.predict': {
    arguments: () => ({ self: maml(), x: [1, 2] }),
    misuses: { x: [[], [Infinity], ['a']] },
  },
  fixedTasks: {
    arguments: () => ({ tasks: [own(), own()] }),
    misuses: { tasks: [[], [{}], [{ ...own(), query: null }]] },
  },
  pointTasks: {
    arguments: () => ({
      tasks: [{ x: [0, 1, 2], y: [0, 1, 2] }],
      options: { shots: 2, queries: 1 },
    }),
    required: 1,
    counts: ['options.shots', 'options.queries'],
    misuses: { tasks: [[], [{}], [{ x: [0], y: [1, 2] }]], 'options.shots': [0, 3] },
  },
  'TaskSource.sample': {
    owner: ['fixedTasks', 'TaskSource.sample'],
    arguments: () => ({ count: 1, stream: stream() }),
    call: ({ count, stream: from }: { count: number; stream: ReturnType<typeof stream> }) =>
      api.fixedTasks([own()]).sample(count, from),
    sizes: ['count'],
    misuses: { count: [0] },
  },
  trainMaml: {
    owner: 'trainMaml',
    arguments: () => ({ tasks: tasks(), options: { config: training } }),
    required: 1,
    sizes: ['options.config.metaSteps', 'options.config.tasksPerBatch'],
    misuses: { tasks: [{}], 'options.resume': [null, {}], 'options.signal': [null, {}] },
  },
};
