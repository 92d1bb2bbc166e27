import * as tf from '@tensorflow/tfjs';
import { addingTask, copyingTask } from '@causal-mechanisms/datasets';
import type { SequenceBatch, SequenceTask } from '@causal-mechanisms/datasets';
import { sequenceCrossEntropy } from '@causal-mechanisms/metrics';
import {
  FlatAdam,
  RandomStream,
  splitParameters,
  useBackend,
} from '@causal-mechanisms/tensor-utils';
import { expectLeakFree } from '@causal-mechanisms/test-utils';
import { SequenceModel } from '../../src/model/sequenceModel.ts';
import { sequenceTensor } from '../../src/model/batchInput.ts';
import { sequenceLoss } from '../../src/training/sequenceLoss.ts';
import { modelConfigOf, resolveSequenceTrainingConfig } from '../../src/training/trainingConfig.ts';
import type {
  SequenceTrainingConfig,
  SequenceTrainingConfigInput,
} from '../../src/training/trainingConfig.ts';
import { updateModel } from '../../src/training/updateModel.ts';
import type { Trainee, UpdateOptions } from '../../src/training/updateModel.ts';

beforeAll(() => useBackend());

const copying = copyingTask({ gap: 2, symbols: 2 });
const adding = addingTask({ length: 4 });
const small = { core: { kind: 'lstm', units: 5 }, embeddingWidth: 3 } as const;

/** What an optimiser was asked to do. */
interface Asked {
  readonly gradient: tf.Tensor1D;
  readonly rate: number | undefined;
}

interface Setting {
  readonly config: SequenceTrainingConfig;
  readonly model: SequenceModel;
  readonly batch: SequenceBatch;
  /** Notes what it is asked to do, and returns the parameters as they were. */
  readonly noting: FlatAdam;
  readonly asked: Asked[];
}

function setting(task: SequenceTask, input: SequenceTrainingConfigInput = {}): Setting {
  const config = resolveSequenceTrainingConfig({ ...small, ...input }, task);
  const asked: Asked[] = [];
  const noting = {
    update: (values: tf.Tensor1D, gradient: tf.Tensor1D, rate?: number) => {
      asked.push({ gradient: gradient.clone(), rate });
      return values.clone();
    },
  } as unknown as FlatAdam;
  return {
    config,
    model: SequenceModel.create(modelConfigOf(config, task), new RandomStream(5)),
    batch: task.sample(3, new RandomStream(6)) as SequenceBatch,
    noting,
    asked,
  };
}

const options = (done = 0): UpdateOptions => ({ done, dropout: new RandomStream(1) });
const update = ({ config, model, batch, noting }: Setting, given: Partial<UpdateOptions> = {}) =>
  updateModel({ config, model, adam: noting }, batch, { ...options(), ...given });

/** The gradient as the tape alone gives it. */
async function gradientOf({ config, model, batch }: Setting): Promise<Float32Array> {
  const { layout, values } = model.parameters;
  const sequences = sequenceTensor(batch);
  const gradient = tf.tidy(() =>
    tf.grad((flat) => {
      const { answers } = model.network.run(
        splitParameters(flat as tf.Tensor1D, layout),
        sequences,
      );
      return sequenceLoss(answers, batch, { over: config.loss });
    })(values),
  );
  const found = Float32Array.from(await gradient.data());
  tf.dispose([gradient, sequences]);
  return found;
}

const norm = (values: Float32Array) => Math.sqrt(values.reduce((sum, x) => sum + x * x, 0));

async function askedGradient({ asked }: Setting): Promise<Float32Array> {
  expect(asked).toHaveLength(1);
  return Float32Array.from((await asked[0]?.gradient.data()) ?? []);
}

function expectNumbers(actual: Float32Array | undefined, expected: Float32Array): void {
  expect(actual).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) expect(actual?.[i]).toBeCloseTo(value, 5);
}

describe('the loss', () => {
  it.each(['all', 'scored'] as const)('is averaged over %s answers', async (loss) => {
    const given = setting(copying, { loss });
    const { answers, steps, batch, outputs } = await given.model.predict(given.batch);
    const { targets, scored } = given.batch;
    const classes = targets.kind === 'classes' ? targets.classes : new Int32Array();
    const said = { logits: answers, classes, steps, batch, classCount: outputs };
    const expected = sequenceCrossEntropy(loss === 'all' ? said : { ...said, last: scored });
    expect((await update(given)).loss).toBeCloseTo(expected, 5);
    given.model.dispose();
  });

  it('is that of the parameters before the update', async () => {
    const given = setting(adding);
    const adam = new FlatAdam(given.model.parameters.layout.length, { learningRate: 0.1 });
    const { config, model, batch } = given;
    const first = await updateModel({ config, model, adam }, batch, options());
    const before = await update(setting(adding));
    expect(first.loss).toBeCloseTo(before.loss, 6);
    const second = await updateModel({ config, model, adam }, batch, options(1));
    expect(second.loss).not.toBeCloseTo(first.loss, 3);
    model.dispose();
    adam.dispose();
  });
});

describe('the gradient', () => {
  it('is that of the loss where it is short enough', async () => {
    const given = setting(adding, { clipNorm: 1e6 });
    const expected = await gradientOf(given);
    const { gradientNorm } = await update(given);
    expect(gradientNorm).toBeCloseTo(norm(expected), 5);
    expectNumbers(await askedGradient(given), expected);
    given.model.dispose();
  });

  it('is shortened to the bound, and its norm told as it was before', async () => {
    const given = setting(adding, { clipNorm: 0.01 });
    const expected = await gradientOf(given);
    const { gradientNorm } = await update(given);
    expect(gradientNorm).toBeCloseTo(norm(expected), 5);
    expect(gradientNorm).toBeGreaterThan(0.1);
    const gradient = await askedGradient(given);
    expect(norm(gradient)).toBeCloseTo(0.01, 5);
    expectNumbers(
      gradient,
      expected.map((value) => (value * 0.01) / gradientNorm),
    );
    given.model.dispose();
  });
});

describe('the step size', () => {
  const falling = { learningRate: 0.1, finalLearningRate: 0.02, updates: 8 };

  it.each([
    [0, 0.1],
    [2, 0.06 + 0.04 * Math.SQRT1_2],
    [4, 0.06],
    [8, 0.02],
  ])('after %i of 8 updates is %d', async (done, rate) => {
    const given = setting(adding, falling);
    await update(given, { done });
    expect(given.asked).toHaveLength(1);
    expect(given.asked[0]?.rate).toBeCloseTo(rate, 10);
    given.model.dispose();
  });

  it('is how far Adam moves a parameter at first', async () => {
    const { config, model, batch } = setting(adding, falling);
    const adam = new FlatAdam(model.parameters.layout.length, { learningRate: 9 });
    const before = Float32Array.from(await model.parameters.values.data());
    await updateModel({ config, model, adam }, batch, options(4));
    const after = await model.parameters.values.data();
    const moved = before.map((value, i) => Math.abs((after[i] ?? NaN) - value));
    expect(Math.max(...moved)).toBeCloseTo(0.06, 4);
    model.dispose();
    adam.dispose();
  });
});

describe('states', () => {
  it('are where the sequences start, and come back where they are carried', async () => {
    const given = setting(adding, { carryState: true });
    const ones = () => tf.ones([3, 5]);
    const state = { hidden: ones(), cell: ones() };
    const sequences = sequenceTensor(given.batch);
    const expected = given.model.run(sequences, state);
    const found = await update(given, { state });
    const loss = sequenceLoss(expected.answers, given.batch, { over: 'all' });
    expect(found.loss).toBeCloseTo((await loss.data())[0] ?? NaN, 6);
    for (const name of ['hidden', 'cell']) {
      const [a, b] = [found.state?.[name], expected.state[name]];
      expectNumbers(
        Float32Array.from((await a?.data()) ?? []),
        Float32Array.from((await b?.data()) ?? []),
      );
    }
    expect(state.hidden.isDisposed).toBe(false);
    tf.dispose([state.hidden, state.cell]);
    given.model.dispose();
  });

  it('are not carried over padding', async () => {
    const given = setting(adding, { carryState: true });
    const { steps, size } = given.batch;
    const lengths = new Int32Array(size).fill(steps);
    tf.dispose((await update({ ...given, batch: { ...given.batch, lengths } })).state);
    const shorter = {
      ...given.batch,
      lengths: lengths.map((length, i) => length - Number(i === 0)),
    };
    await expect(update({ ...given, batch: shorter })).rejects.toMatchObject({
      code: 'ERR_ARGUMENT',
      message:
        'trainSequenceModel: carryState takes sequences of one length, got a batch with padding',
    });
    given.model.dispose();
  });

  it('do not come back where they are not', async () => {
    const given = setting(adding, { carryState: false });
    expect((await update(given)).state).toBeUndefined();
    given.model.dispose();
  });
});

it('drops what the stream says', async () => {
  const given = setting(copying, { dropout: 0.5 });
  const losses = [];
  for (const seed of [1, 1, 2]) {
    losses.push((await update(given, { dropout: new RandomStream(seed) })).loss);
  }
  expect(losses[0]).toBe(losses[1]);
  expect(losses[0]).not.toBe(losses[2]);
  given.model.dispose();
});

describe('a batch that cannot be learned from', () => {
  const targets = (value: number) => (batch: SequenceBatch) => ({
    ...batch,
    targets: { kind: 'values' as const, width: 1, values: new Float32Array(3).fill(value) },
  });

  // The loss is finite: its gradient is not, as 2e19 squared is more than float32 holds.
  it.each<[string, number, RegExp]>([
    ['a loss', 1e30, /the loss became Infinity and its gradient .* at update 5;/],
    ['a gradient', 1e19, /the loss became 9\.?\d*e\+37 and its gradient Infinity at update 5;/],
  ])(
    'is refused where it gives %s that is not finite, before it can do harm',
    async (_, value, message) => {
      const given = setting(adding, { carryState: true });
      const spoiled = { ...given, batch: targets(value)(given.batch) };
      const before = Float32Array.from(await given.model.parameters.values.data());
      const tensors = tf.memory().numTensors;
      await expect(update(spoiled, { done: 4 })).rejects.toMatchObject({
        code: 'ERR_VALUES',
        message: expect.stringMatching(message) as string,
      });
      expect(tf.memory().numTensors).toBe(tensors);
      expect(given.asked).toHaveLength(0);
      expect(Float32Array.from(await given.model.parameters.values.data())).toEqual(before);
      given.model.dispose();
    },
  );

  it('is refused where its loss alone is not finite', async () => {
    const given = setting(adding);
    // The same sequence twice, with errors that cancel each other in the gradient.
    const batch: SequenceBatch = {
      ...given.batch,
      size: 2,
      inputs: { kind: 'vectors', width: 3, values: new Float32Array(24) },
      targets: { kind: 'values', width: 1, values: Float32Array.of(2e19, -2e19) },
    };
    await expect(update({ ...given, batch })).rejects.toThrow(
      /the loss became Infinity and its gradient \d/,
    );
    expect(given.asked).toHaveLength(0);
    given.model.dispose();
  });

  it.each<[string, (batch: SequenceBatch) => SequenceBatch, string]>([
    ['targets that are no numbers', targets(NaN), 'ERR_VALUES'],
    ['too few inputs', (batch) => ({ ...batch, steps: 5 }), 'ERR_SHAPE'],
    [
      'too few targets',
      (batch) => ({
        ...batch,
        targets: { kind: 'values', width: 1, values: new Float32Array(2) },
      }),
      'ERR_SHAPE',
    ],
  ])('is refused before anything is computed: %s', async (_, spoil, code) => {
    const given = setting(adding);
    const tensors = tf.memory().numTensors;
    const spoiled = { ...given, batch: spoil(given.batch) };
    await expect(update(spoiled)).rejects.toMatchObject({ code });
    expect(tf.memory().numTensors).toBe(tensors);
    expect(given.asked).toHaveLength(0);
    given.model.dispose();
  });
});

it.each([true, false])('leaves nothing behind, states carried: %s', async (carryState) => {
  const { config, model, batch } = setting(copying, { carryState, dropout: 0.1 });
  const adam = new FlatAdam(model.parameters.layout.length, { learningRate: 0.1 });
  const trainee: Trainee = { config, model, adam };
  await expectLeakFree(async () => {
    const { state } = await updateModel(trainee, batch, options());
    tf.dispose({ ...state });
  });
  model.dispose();
  adam.dispose();
});

it.each<SequenceTrainingConfig['core']>([
  { kind: 'lstm', units: 5 },
  { kind: 'rims', units: 4, modules: 2, activeModules: 1 },
  { kind: 'entnet', slots: 2, slotWidth: 4 },
])(
  'leaves nothing behind where a carried state fits no batch of another size: $kind',
  async (core) => {
    const { config, model, batch } = setting(copying, { core, carryState: true });
    const adam = new FlatAdam(model.parameters.layout.length);
    const dropout = new RandomStream(1);
    const { state } = await updateModel({ config, model, adam }, batch, { done: 0, dropout });
    const larger = copying.sample(5, new RandomStream(2));
    const before = tf.memory().numTensors;
    await expect(
      updateModel({ config, model, adam }, larger, { done: 1, dropout, state: state ?? {} }),
    ).rejects.toMatchObject({ code: 'ERR_SHAPE' });
    expect(tf.memory().numTensors).toBe(before);
    tf.dispose({ ...state });
    adam.dispose();
    model.dispose();
  },
);
