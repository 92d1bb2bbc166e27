import { RandomStream, splitParameters, useBackend } from '@causal-mechanisms/tensor-utils';
import type { SequenceBatch } from '@causal-mechanisms/datasets';
import * as tf from '@tensorflow/tfjs';
import type { CoreConfig } from '../../src/cores/coreOf.ts';
import { moduleActivity } from '../../src/evaluate/moduleActivity.ts';
import { scoreSequences } from '../../src/evaluate/scoreSequences.ts';
import { sequenceTensor } from '../../src/model/batchInput.ts';
import { SequenceModel } from '../../src/model/sequenceModel.ts';
import { sequenceLoss } from '../../src/training/sequenceLoss.ts';

beforeAll(() => useBackend());

const CORES: readonly (readonly [string, CoreConfig])[] = [
  ['rims', { kind: 'rims', units: 12, modules: 3, activeModules: 2 }],
  [
    'rims with GRU dynamics',
    { kind: 'rims', units: 12, modules: 3, activeModules: 2, dynamics: 'gru' },
  ],
  ['lstm', { kind: 'lstm', units: 8 }],
  ['ntm', { kind: 'ntm', controllerUnits: 8, slots: 4, slotWidth: 3 }],
  ['rmc', { kind: 'rmc', slots: 2, heads: 2, headWidth: 4 }],
  ['entnet', { kind: 'entnet', slots: 2, slotWidth: 6 }],
  ['dnc', { kind: 'dnc', controllerUnits: 8, slots: 4, slotWidth: 3, readHeads: 1 }],
  ['transformer', { kind: 'transformer', layers: 2, heads: 2, width: 8, feedForward: 8 }],
  ['bidirectional', { kind: 'bidirectional', core: { kind: 'lstm', units: 6 } }],
  [
    'bidirectional modules on layers',
    {
      kind: 'stack',
      layers: [
        { kind: 'lstm', units: 6 },
        {
          kind: 'bidirectional',
          core: { kind: 'rims', units: 6, modules: 3, activeModules: 2 },
        },
      ],
    },
  ],
];
const STEPS = 5;
const LENGTHS = Int32Array.of(2, 5, 3);
const SIZE = LENGTHS.length;
const VOCABULARY = 6;

type Wants = Pick<SequenceBatch, 'targetAt' | 'scored'>;

/** Sequences side by side; what stands behind an end is noise that must not count. */
function tokens({ targetAt, scored }: Wants, padding: number): SequenceBatch {
  const stream = new RandomStream(3);
  const drawn = Int32Array.from({ length: STEPS * SIZE }, (_, place) => {
    const token = stream.integer(0, VOCABULARY);
    return Math.floor(place / SIZE) < (LENGTHS[place % SIZE] ?? 0) ? token : padding;
  });
  const classes = targetAt === 'every' ? drawn.map((token) => (token + 1) % VOCABULARY) : undefined;
  return {
    steps: STEPS,
    size: SIZE,
    lengths: LENGTHS,
    inputs: { kind: 'tokens', tokens: drawn },
    targets: { kind: 'classes', classes: classes ?? Int32Array.of(1, 0, 3) },
    targetAt,
    scored,
  };
}

function vectors({ targetAt, scored }: Wants, padding: number): SequenceBatch {
  const stream = new RandomStream(4);
  const values = Float32Array.from({ length: STEPS * SIZE * 2 }, (_, place) => {
    const [step, sequence] = [Math.floor(place / (2 * SIZE)), Math.floor(place / 2) % SIZE];
    const value = stream.normal();
    return step < (LENGTHS[sequence] ?? 0) ? value : padding;
  });
  const asked = targetAt === 'every' ? values.map((value) => 2 * value) : stream.normals(2 * SIZE);
  return {
    steps: STEPS,
    size: SIZE,
    lengths: LENGTHS,
    inputs: { kind: 'vectors', width: 2, values },
    targets: { kind: 'values', width: 2, values: asked },
    targetAt,
    scored,
  };
}

/** One sequence of a batch alone, without padding. */
function alone(batch: SequenceBatch, sequence: number): SequenceBatch {
  const steps = LENGTHS[sequence] ?? 0;
  const cut = <T extends Int32Array | Float32Array>(all: T, width: number, count: number): T =>
    (all as Float32Array).filter((_, place) => {
      const row = Math.floor(place / width);
      return row % SIZE === sequence && Math.floor(row / SIZE) < count;
    }) as T;
  const { inputs, targets, targetAt, scored } = batch;
  const answers = targetAt === 'every' ? steps : 1;
  return {
    steps,
    size: 1,
    inputs:
      inputs.kind === 'tokens'
        ? { kind: 'tokens', tokens: cut(inputs.tokens, 1, steps) }
        : { ...inputs, values: cut(inputs.values, inputs.width, steps) },
    targets:
      targets.kind === 'classes'
        ? { kind: 'classes', classes: cut(targets.classes, 1, answers) }
        : { ...targets, values: cut(targets.values, targets.width, answers) },
    targetAt,
    scored,
  };
}

function modelOf(core: CoreConfig, batch: SequenceBatch): SequenceModel {
  const { inputs, targetAt } = batch;
  return SequenceModel.create(
    {
      core,
      input:
        inputs.kind === 'tokens'
          ? { kind: 'tokens', vocabulary: VOCABULARY, width: 4 }
          : { kind: 'vectors', width: 2 },
      outputs: inputs.kind === 'tokens' ? VOCABULARY : 2,
      answers: targetAt,
      dropout: 0,
    },
    new RandomStream(5),
  );
}

/** The loss and its gradient, as an update has them. */
async function lossOf(model: SequenceModel, batch: SequenceBatch) {
  const { layout, values } = model.parameters;
  const { value, grad } = tf.tidy(() =>
    tf.valueAndGrad((flat: tf.Tensor) => {
      const { answers } = model.network.run(
        splitParameters(flat as tf.Tensor1D, layout),
        sequenceTensor(batch),
        batch.lengths === undefined ? {} : { lengths: batch.lengths },
      );
      return sequenceLoss(answers, batch, { over: 'scored' });
    })(values),
  );
  const [loss = NaN] = await value.data();
  const gradient = await grad.data<'float32'>();
  tf.dispose([value, grad]);
  return { loss, gradient };
}

function expectNear(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(actual).toHaveLength(expected.length);
  let apart = 0;
  for (let i = 0; i < expected.length; i++) {
    apart = Math.max(apart, Math.abs((actual[i] ?? NaN) - (expected[i] ?? NaN)));
  }
  expect(apart).toBeLessThan(2e-5);
}

type Draw = (padding: number) => SequenceBatch;
const CASES: readonly (readonly [string, Draw])[] = [
  ['tokens, every step', (padding) => tokens({ targetAt: 'every', scored: 3 }, padding)],
  ['vectors, the last step', (padding) => vectors({ targetAt: 'last', scored: 1 }, padding)],
];

describe.each(CORES)('padding, %s', (_, core) => {
  it.each(CASES)('changes no answer, loss or gradient: %s', async (_name, draw) => {
    const batch = draw(5);
    const model = modelOf(core, batch);
    const { answers, steps, outputs, activation } = await model.predict(batch);
    const whole = await lossOf(model, batch);
    const summed = { loss: 0, gradient: new Float32Array(whole.gradient.length), count: 0 };
    for (const [sequence, length] of LENGTHS.entries()) {
      const one = alone(batch, sequence);
      const found = await model.predict(one);
      const own = (values: Float32Array, width: number) =>
        values.filter((__, place) => Math.floor(place / width) % SIZE === sequence);
      const answered = own(answers, outputs);
      expectNear(answered.subarray(0, found.answers.length), found.answers);
      expect(answered.subarray(found.answers.length).every((value) => value === 0)).toBe(true);
      expect(answered).toHaveLength(steps * outputs);
      if (activation !== undefined && found.activation !== undefined) {
        const modules = found.activation.length / length;
        const active = own(activation, modules);
        expect(active.subarray(0, length * modules)).toEqual(found.activation);
        expect(active.subarray(length * modules).every((value) => value === 0)).toBe(true);
      }
      const { loss, gradient } = await lossOf(model, one);
      const count = batch.targetAt === 'last' ? 1 : Math.min(length, batch.scored);
      summed.loss += count * loss;
      gradient.forEach((value, i) => {
        summed.gradient[i] = (summed.gradient[i] ?? 0) + count * value;
      });
      summed.count += count;
    }
    expect(whole.loss).toBeCloseTo(summed.loss / summed.count, 5);
    expectNear(
      whole.gradient,
      summed.gradient.map((value) => value / summed.count),
    );
    // The gradient is there: equal zeros would be near, too.
    expect(Math.hypot(...whole.gradient)).toBeGreaterThan(0.01);
    // What the padding holds is all the same.
    const other = draw(0);
    expectNear((await model.predict(other)).answers, answers);
    model.dispose();
  });
});

it('counts all steps of values that are asked for at every step', async () => {
  const batch = vectors({ targetAt: 'every', scored: 9 }, 5);
  const model = modelOf({ kind: 'lstm', units: 4 }, batch);
  let summed = 0;
  for (const [sequence, length] of LENGTHS.entries()) {
    summed += length * (await lossOf(model, alone(batch, sequence))).loss;
  }
  expect((await lossOf(model, batch)).loss).toBeCloseTo(summed / 10, 5);
  model.dispose();
});

it('is left out of scores and of activity', async () => {
  const batch = tokens({ targetAt: 'every', scored: 2 }, 0);
  const model = modelOf({ kind: 'rims', units: 12, modules: 3, activeModules: 2 }, batch);
  const scores = await scoreSequences(model, [batch]);
  const each = await scoreSequences(
    model,
    Array.from(LENGTHS, (__, sequence) => alone(batch, sequence)),
  );
  expect(scores.crossEntropy).toBeCloseTo(each.crossEntropy, 5);
  expect(scores.crossEntropyAll).toBeCloseTo(each.crossEntropyAll, 5);
  expect(scores.accuracy).toBeCloseTo(each.accuracy, 10);
  const activity = await moduleActivity(model, batch);
  expect(activity.map(({ tokens: read }) => read?.length)).toEqual([2, 5, 3]);
  expect(activity.map(({ active }) => active.map((module) => module.length))).toEqual(
    Array.from(LENGTHS, (length) => [length, length, length]),
  );
  model.dispose();
});

it.each<[string, unknown, string]>([
  ['too few', Int32Array.of(1, 2), 'ERR_SHAPE'],
  ['none', Int32Array.of(2, 0, 3), 'ERR_VALUES'],
  ['more than there are steps', Int32Array.of(2, 6, 3), 'ERR_VALUES'],
  ['a plain array', [2, 5, 3], 'ERR_ARGUMENT'],
])('refuses lengths that are wrong: %s', async (_, lengths, code) => {
  const batch = { ...tokens({ targetAt: 'last', scored: 1 }, 0), lengths: lengths as Int32Array };
  const model = modelOf({ kind: 'lstm', units: 4 }, batch);
  await expect(model.predict(batch)).rejects.toMatchObject({ code });
  model.dispose();
});
