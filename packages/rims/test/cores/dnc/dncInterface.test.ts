import { useBackend } from '@causal-mechanisms/tensor-utils';
import { expectGradient } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import { resolveDncConfig } from '../../../src/cores/dnc/dncConfig.ts';
import { interfaceWidths, readInterface } from '../../../src/cores/dnc/dncInterface.ts';
import { expectNumbers, normalTensor } from '../randomTensors.ts';

beforeAll(() => useBackend());

const config = resolveDncConfig({ inputWidth: 1, slotWidth: 2, readHeads: 2 });
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const softplus = (x: number) => Math.log1p(Math.exp(x));

it('is as wide as its parts', () => {
  // Per read head a key, three modes, strength, free gate; then write vector, key, strength, erase vector, two gates.
  expect(interfaceWidths(config)).toEqual([2 * (2 + 3 + 1 + 1), 2 + 2 + 1 + 2 + 1 + 1]);
  const { readHeads, slotWidth } = { readHeads: 5, slotWidth: 7 };
  const wide = resolveDncConfig({ inputWidth: 1, slotWidth, readHeads });
  expect(interfaceWidths(wide)).toEqual([5 * 12, 24]);
});

it('is taken apart head by head, and squashed as each part must be', async () => {
  const heads = [...[1, 2, 0.1, 0.2, 0.3, -1, -2], ...[3, 4, 1, 1, 1, 0.5, 0.25]];
  const write = [10, 20, 30, 40, 2, -0.5, 0.5, 0.75, -0.75];
  const told = tf.tensor2d([...heads, ...write], [1, 23]);
  const { reading, writing } = readInterface(told, config);
  expect(reading.keys.shape).toEqual([1, 2, 2]);
  await expectNumbers(reading.keys, [1, 2, 3, 4]);
  const weights = [0.1, 0.2, 0.3].map(Math.exp);
  const total = weights.reduce((a, b) => a + b);
  await expectNumbers(reading.modes, [
    ...weights.map((weight) => weight / total),
    ...[1 / 3, 1 / 3, 1 / 3],
  ]);
  await expectNumbers(reading.strengths, [softplus(-1), softplus(0.5)]);
  await expectNumbers(reading.free, [sigmoid(-2), sigmoid(0.25)]);
  await expectNumbers(writing.add, [10, 20]);
  await expectNumbers(writing.key, [30, 40]);
  await expectNumbers(writing.strength, [softplus(2)]);
  await expectNumbers(writing.erase, [sigmoid(-0.5), sigmoid(0.5)]);
  await expectNumbers(writing.gates.allocation, [sigmoid(0.75)]);
  await expectNumbers(writing.gates.write, [sigmoid(-0.75)]);
});

it('has the gradient of finite differences', async () => {
  const loss = (told: tf.Tensor) => {
    const { reading, writing } = readInterface(told as tf.Tensor2D, config);
    const { gates, key, strength, erase, add } = writing;
    const { keys, strengths, free, modes } = reading;
    const parts: tf.Tensor[] = [keys, strengths, free, modes, key, strength, erase, add];
    parts.push(gates.allocation, gates.write);
    return tf
      .addN(
        parts.map((part, i) =>
          part
            .square()
            .sum()
            .mul(i + 1),
        ),
      )
      .asScalar();
  };
  await expectGradient(loss, [normalTensor([2, 23], 1)]);
});
