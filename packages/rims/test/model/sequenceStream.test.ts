import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { expectLeakFree, thrownCode } from '@causal-mechanisms/test-utils';
import type { CoreConfig } from '../../src/cores/coreOf.ts';
import { SequenceModel } from '../../src/model/sequenceModel.ts';
import type { SequenceModelConfig } from '../../src/model/sequenceModelConfig.ts';
import type { StreamAnswer } from '../../src/model/sequenceStream.ts';
import { memoryHandler } from '../memoryHandler.ts';

beforeAll(() => useBackend());

const rims: CoreConfig = { kind: 'rims', units: 12, modules: 4, activeModules: 2 };
const CORES: readonly CoreConfig[] = [
  rims,
  { ...rims, dynamics: 'gru', communicationSource: 'held' },
  { kind: 'lstm', units: 5 },
  { kind: 'ntm', controllerUnits: 5, slots: 3, slotWidth: 4 },
  { kind: 'rmc', slots: 2, heads: 2, headWidth: 3 },
  { kind: 'entnet', slots: 3, slotWidth: 4 },
  { kind: 'dnc', controllerUnits: 5, slots: 3, slotWidth: 4 },
  { kind: 'transformer', width: 8, layers: 2, heads: 2 },
  { kind: 'stack', layers: [{ kind: 'lstm', units: 5 }, { ...rims, elements: 1 }, rims] },
];
const [steps, size, vocabulary, width] = [6, 2, 7, 3];

const ofTokens = (core: CoreConfig): SequenceModelConfig => ({
  core,
  input: { kind: 'tokens', vocabulary, width },
  outputs: 4,
  answers: 'every',
  dropout: 0.3,
});
const ofVectors = (core: CoreConfig): SequenceModelConfig => ({
  ...ofTokens(core),
  input: { kind: 'vectors', width },
});
const create = (config: SequenceModelConfig) => SequenceModel.create(config, new RandomStream(3));
const tokens = Int32Array.from({ length: steps * size }, (_, i) => (i * 3) % vocabulary);
const values = new RandomStream(5).normals(steps * size * width);
const code = (error: { code?: string }) => error.code;

/** What streams say, step after step. */
async function readAll(model: SequenceModel, inputs: Int32Array | Float32Array, wide: number) {
  const stream = model.stream({ size });
  const found: StreamAnswer[] = [];
  for (let t = 0; t < steps; t++) {
    found.push(await stream.step(inputs.subarray(t * size * wide, (t + 1) * size * wide)));
  }
  stream.dispose();
  return found;
}

function expectSame(found: readonly (Float32Array | undefined)[], whole: Float32Array | undefined) {
  const all = found.flatMap((part) => Array.from(part ?? []));
  expect(all).toHaveLength(whole?.length ?? 0);
  all.forEach((value, i) => expect(value).toBeCloseTo(whole?.[i] ?? NaN, 5));
}

it.each(CORES.map((core) => [core.kind, core] as const))(
  'says step by step what the whole prediction says: %s',
  async (_, core) => {
    for (const [config, inputs, wide] of [
      [ofTokens(core), tokens, 1],
      [ofVectors(core), values, width],
    ] as const) {
      const made = create(config);
      const handler = memoryHandler();
      await made.save(handler);
      const model = await SequenceModel.load(handler);
      const whole = await model.predict({
        steps,
        size,
        inputs:
          wide === 1
            ? { kind: 'tokens', tokens: inputs as Int32Array }
            : { kind: 'vectors', width, values: inputs as Float32Array },
      });
      const found = await readAll(model, inputs, wide);
      expectSame(
        found.map(({ answers }) => answers),
        whole.answers,
      );
      expectSame(
        found.map(({ activation }) => activation),
        whole.activation,
      );
      made.dispose();
      model.dispose();
    }
  },
);

it('answers after every step as if it were the last one', async () => {
  const model = create({ ...ofVectors(rims), answers: 'last' });
  const found = await readAll(model, values, width);
  for (const t of [1, 4, steps]) {
    const part = values.slice(0, t * size * width);
    const inputs = { kind: 'vectors', width, values: part } as const;
    expectSame([found[t - 1]?.answers], (await model.predict({ steps: t, size, inputs })).answers);
  }
  model.dispose();
});

it('tells probabilities of classes, and counts steps', async () => {
  const model = create(ofTokens(rims));
  const stream = model.stream({ targets: 'classes' });
  await stream.step(3);
  const { answers, probabilities, step, ...sizes } = await stream.step(0);
  expect(step).toBe(2);
  expect(stream.steps).toBe(2);
  expect(sizes).toMatchObject({ steps: 1, batch: 1, outputs: 4 });
  const weights = Array.from(answers, Math.exp);
  const sum = weights.reduce((a, b) => a + b, 0);
  expectSame(
    [probabilities],
    Float32Array.from(weights, (weight) => weight / sum),
  );
  const plain = model.stream();
  expect((await plain.step(3)).probabilities).toBeUndefined();
  stream.dispose();
  plain.dispose();
  model.dispose();
});

it('keeps streams of one model apart, and starts anew after a reset', async () => {
  const model = create(ofTokens(rims));
  const [one, other] = [model.stream(), model.stream()];
  const first = await one.step(3);
  await other.step(5);
  const second = await one.step(2);
  one.reset();
  expect(one.steps).toBe(0);
  expect((await one.step(3)).answers).toEqual(first.answers);
  expect((await one.step(2)).answers).toEqual(second.answers);
  expect((await other.step(2)).answers).not.toEqual(second.answers);
  other.dispose();
  one.dispose();
  model.dispose();
});

it('reads a step that comes before the last one was answered', async () => {
  const model = create(ofTokens(rims));
  const [one, other] = [model.stream(), model.stream()];
  const late = await Promise.all([one.step(3), one.step(2), one.step(6)]);
  const awaited = [await other.step(3), await other.step(2), await other.step(6)];
  expect(late).toEqual(awaited);
  model.dispose();
});

it.each<[string, SequenceModelConfig, unknown, string, RegExp]>([
  ['a token past the vocabulary', ofTokens(rims), [0, 7], 'ERR_VALUES', /most 6, got 7 at place 1/],
  ['a negative token', ofTokens(rims), [-1, 0], 'ERR_VALUES', /got -1 at place 0/],
  ['half a token', ofTokens(rims), [0, 0.5], 'ERR_VALUES', /whole numbers.*got 0.5 at place 1/],
  ['too few tokens', ofTokens(rims), 3, 'ERR_SHAPE', /hold 2 numbers, got 1/],
  ['text', ofTokens(rims), 'ab', 'ERR_ARGUMENT', /SequenceStream.step: input/],
  ['NaN', ofVectors(rims), [0, 0, 0, NaN, 0, 0], 'ERR_VALUES', /got NaN at place 3/],
  ['more than a float holds', ofVectors(rims), [0, 1e39, 0, 0, 0, 0], 'ERR_VALUES', /place 1/],
  ['another width', ofVectors(rims), [0, 0, 0, 0], 'ERR_SHAPE', /hold 6 numbers, got 4/],
])('refuses %s, and goes on as if nothing had come', async (_, config, given, expected, says) => {
  const model = create(config);
  const [one, other] = [model.stream({ size }), model.stream({ size })];
  const good = config.input.kind === 'tokens' ? [1, 2] : [1, 2, 3, 4, 5, 6];
  await one.step(good);
  await other.step(good);
  const refused = one.step(given as number[]);
  await expect(refused).rejects.toThrow(says);
  expect(await refused.catch(code)).toBe(expected);
  expect(await one.step(good)).toEqual(await other.step(good));
  model.dispose();
});

it('refuses models that need the whole sequence', () => {
  const both: CoreConfig = { kind: 'bidirectional', core: rims };
  for (const core of [both, { kind: 'stack', layers: [both, rims] } as const]) {
    const model = create(ofTokens(core));
    expect(() => model.stream()).toThrow(/a bidirectional model needs the whole sequence/);
    expect(thrownCode(() => model.stream())).toBe('ERR_ARGUMENT');
    model.dispose();
  }
});

it('refuses impossible options', () => {
  const model = create(ofTokens(rims));
  expect(thrownCode(() => model.stream({ size: 0 }))).toBe('ERR_ARGUMENT');
  expect(thrownCode(() => model.stream({ targets: 'labels' as 'classes' }))).toBe('ERR_ARGUMENT');
  model.dispose();
});

it('ends with itself and with its model', async () => {
  const model = create(ofTokens(rims));
  const [one, other] = [model.stream(), model.stream()];
  await one.step(1);
  one.dispose();
  one.dispose();
  expect(await one.step(1).catch(code)).toBe('ERR_DISPOSED');
  expect(thrownCode(() => one.reset())).toBe('ERR_DISPOSED');
  model.dispose();
  expect(await other.step(1).catch(code)).toBe('ERR_DISPOSED');
  expect(thrownCode(() => model.stream())).toBe('ERR_DISPOSED');
});

it('holds one state, and leaves nothing behind', async () => {
  const model = create(ofTokens(rims));
  await expectLeakFree(async () => {
    const stream = model.stream({ targets: 'classes' });
    await stream.step(1);
    const held = tf.memory().numTensors;
    await stream.step(2);
    await stream.step(9).catch(code);
    expect(tf.memory().numTensors).toBe(held);
    stream.reset();
    await stream.step(1);
    stream.dispose();
  });
  model.dispose();
});
