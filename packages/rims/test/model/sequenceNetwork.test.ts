import { RandomStream, splitParameters, useBackend } from '@causal-mechanisms/tensor-utils';
import { expectLeakFree } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import { resolveSequenceModelConfig } from '../../src/model/sequenceModelConfig.ts';
import type { SequenceModelConfig } from '../../src/model/sequenceModelConfig.ts';
import { sequenceNetwork } from '../../src/model/sequenceNetwork.ts';
import { dropoutMask } from '../../src/cores/shared/dropoutMask.ts';
import { difference } from '../cores/rims/forms.ts';

beforeAll(() => useBackend());

const base = { core: { kind: 'lstm', units: 3 }, outputs: 4, dropout: 0 } as const;
const tokens = { kind: 'tokens', vocabulary: 5, width: 2 } as const;
const vectors = { kind: 'vectors', width: 2 } as const;
const networkOf = (change: Partial<SequenceModelConfig>) =>
  sequenceNetwork(
    resolveSequenceModelConfig({ ...base, input: tokens, answers: 'every', ...change }),
  );
type Network = ReturnType<typeof networkOf>;
const parametersOf = (network: Network) =>
  splitParameters(tf.tensor1d(network.initialValues(new RandomStream(2))), network.layout);
const read = () => tf.tensor2d([0, 4, 1, 1, 3, 2], [3, 2], 'int32');

it('lays out embedding, core and decoder one after the other', () => {
  const named = ({ layout }: Network) =>
    layout.specs.map(({ name, shape }) => `${name} ${shape.join()}`);
  const rest = [
    'core/kernel 2,12',
    'core/recurrentKernel 3,12',
    'core/bias 12',
    'decoder/kernel 3,4',
    'decoder/bias 4',
  ];
  expect(named(networkOf({}))).toEqual(['embedding 5,2', ...rest]);
  expect(named(networkOf({ input: vectors }))).toEqual(rest);
});

it('starts embedding and decoder uniform within 0.1, with a bias of zero', () => {
  const network = networkOf({
    input: { kind: 'tokens', vocabulary: 100, width: 20 },
    core: { kind: 'lstm', units: 30 },
  });
  const { core, layout } = network;
  const values = network.initialValues(new RandomStream(2));
  expect(values).toHaveLength(layout.length);
  const embedding = values.subarray(0, 2000);
  const decoder = values.subarray(-(30 * 4 + 4), -4);
  for (const part of [embedding, decoder]) {
    const largest = part.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    expect(largest).toBeLessThanOrEqual(Math.fround(0.1));
    expect(largest).toBeGreaterThan(0.095);
  }
  expect(Array.from(values.subarray(-4))).toEqual([0, 0, 0, 0]);
  const ofCore = core
    .initialValues(new RandomStream(2).split('core'))
    .flatMap((x) => Array.from(x));
  expect(Array.from(values.subarray(2000, 2000 + core.layout.length))).toEqual(ofCore);
});

it('answers every step, or the last one alone', async () => {
  const every = networkOf({});
  const parameters = parametersOf(every);
  const all = every.run(parameters, read());
  expect(all.answers.shape).toEqual([3, 2, 4]);
  const last = networkOf({ answers: 'last' }).run(parameters, read());
  expect(last.answers.shape).toEqual([1, 2, 4]);
  expect(await difference(all.answers.slice([2, 0, 0]), last.answers)).toBe(0);
});

it('reads tokens as the rows of its embedding', async () => {
  const ofTokens = networkOf({});
  const [embedding, ...rest] = parametersOf(ofTokens) as [tf.Tensor2D, ...tf.Tensor[]];
  const dense = tf.gather(embedding, read()) as unknown as tf.Tensor3D;
  const expected = networkOf({ input: vectors }).run(rest, dense);
  const found = ofTokens.run([embedding, ...rest], read());
  expect(await difference(expected.answers, found.answers)).toBeLessThan(1e-6);
});

describe('dropout', () => {
  const stream = () => new RandomStream(9);

  it('drops entries of the embedding and of the outputs, in this order', async () => {
    const network = networkOf({ dropout: 0.5 });
    const parameters = parametersOf(network) as [tf.Tensor2D, ...tf.Tensor[]];
    const drops = stream();
    const embedded = tf.gather(parameters[0], read()) as unknown as tf.Tensor3D;
    const dropped = embedded.mul<tf.Tensor3D>(dropoutMask([3, 2, 2], 0.5, drops));
    const { outputs } = network.core.run(parameters.slice(1, 4), dropped);
    const kept = outputs.mul(dropoutMask([3, 2, 3], 0.5, drops)).reshape<tf.Tensor2D>([6, 3]);
    const expected = kept.matMul(parameters[4] as tf.Tensor2D).add(parameters[5] as tf.Tensor1D);
    const found = network.run(parameters, read(), { dropout: stream() });
    expect(await difference(expected.reshape([3, 2, 4]), found.answers)).toBeLessThan(1e-6);
  });

  it('leaves vectors as they are, and all where there is no stream', async () => {
    const network = networkOf({ dropout: 0.5, input: vectors, answers: 'last' });
    const parameters = parametersOf(network);
    const x = tf.ones<tf.Rank.R3>([3, 2, 2]);
    const whole = networkOf({ input: vectors, answers: 'last' }).run(parameters, x);
    expect(await difference(whole.answers, network.run(parameters, x).answers)).toBe(0);
    const drops = stream();
    const { outputs } = network.core.run(parameters.slice(0, 3), x);
    const last = outputs.slice([2, 0, 0], [1, 2, 3]);
    const kept = last.mul(dropoutMask([1, 2, 3], 0.5, drops)).reshape<tf.Tensor2D>([2, 3]);
    const expected = kept.matMul(parameters[3] as tf.Tensor2D).add(parameters[4] as tf.Tensor1D);
    const found = network.run(parameters, x, { dropout: stream() });
    expect(await difference(expected.reshape([1, 2, 4]), found.answers)).toBeLessThan(1e-6);
  });

  it('reaches the core, which may drop by itself', async () => {
    const sizes = { units: 12, modules: 3, activeModules: 2 };
    const network = networkOf({ core: { kind: 'rims', ...sizes, inputDropout: 0.5 } });
    const parameters = parametersOf(network);
    const still = network.run(parameters, read()).answers;
    const moved = network.run(parameters, read(), { dropout: stream() }).answers;
    expect(await difference(still, moved)).toBeGreaterThan(1e-6);
  });
});

it('goes on from a state, and tells which modules were active', async () => {
  const network = networkOf({ core: { kind: 'rims', units: 12, modules: 3, activeModules: 2 } });
  const parameters = parametersOf(network);
  const whole = network.run(parameters, read());
  const first = network.run(parameters, read().slice([0, 0], [2, 2]));
  const rest = network.run(parameters, read().slice([2, 0], [1, 2]), { state: first.state });
  expect(await difference(whole.answers.slice([2, 0, 0]), rest.answers)).toBeLessThan(1e-6);
  expect(whole.activation?.shape).toEqual([3, 2, 3]);
  expect(networkOf({}).run(parametersOf(networkOf({})), read()).activation).toBeUndefined();
});

it('leaves nothing behind', async () => {
  const network = networkOf({ dropout: 0.2 });
  const [parameters, sequences] = [parametersOf(network), read()];
  await expectLeakFree(() => {
    const { answers, state } = network.run(parameters, sequences, {
      dropout: new RandomStream(1),
    });
    tf.dispose([answers, { ...state }]);
  });
});
