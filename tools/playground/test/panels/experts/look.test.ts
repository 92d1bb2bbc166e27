import { useBackend } from '@causal-mechanisms/tensor-utils';
import type { ExpertsModel } from '@causal-mechanisms/experts-gan';
import * as tf from '@tensorflow/tfjs';
import { openFiles } from '../../../src/panels/experts/banks.ts';
import { KNOWN_CHANGES } from '../../../src/panels/experts/changes.ts';
import type { Change } from '../../../src/panels/experts/changes.ts';
import { embeddedDigits } from '../../../src/panels/experts/digits.ts';
import { look } from '../../../src/panels/experts/look.ts';
import { shippedFiles } from '../../support/shipped.ts';

let model: ExpertsModel;
let pixels: Uint8Array;

beforeAll(async () => {
  await useBackend();
  model = await openFiles(await shippedFiles('experts'));
  pixels = (await embeddedDigits(20)).subarray(3 * 784, 4 * 784);
});
afterAll(() => model.dispose());

const ask = (changes: readonly Change[]) =>
  look(model, { bank: 'shipped', pixels, changes, seed: 1 }, new AbortController().signal);

const usual = (id: string): Change => ({
  kind: id,
  strength: KNOWN_CHANGES.find((kind) => kind.id === id)?.strength?.usual ?? 1,
});

describe('look', () => {
  it('gives every known change to an expert of its own, which undoes it', async () => {
    const winners = new Set<number>();
    for (const { id } of KNOWN_CHANGES) {
      const { original, changed, outputs, winner } = await ask([usual(id)]);
      winners.add(winner);
      const away = (values: Float32Array | undefined) =>
        original.values.reduce((sum, value, at) => sum + (value - (values?.[at] ?? 0)) ** 2, 0);
      expect(away(outputs[winner]?.image.values)).toBeLessThan(away(changed.image.values) / 2);
    }
    expect(winners.size).toBe(KNOWN_CHANGES.length);
  });

  it('finds two experts for two changes', async () => {
    const { composition } = await ask([usual('up'), usual('invert')]);
    expect(composition.experts).toHaveLength(2);
    expect(composition.images).toHaveLength(2);
    const single = [(await ask([usual('up')])).winner, (await ask([usual('invert')])).winner];
    expect([...composition.experts].sort()).toEqual(single.sort());
  });

  it('changes nothing where nothing is asked, in size and margin as in training', async () => {
    const { original, changed } = await ask([]);
    expect(changed.image.values).toEqual(original.values);
    expect(original).toMatchObject({ height: 32, width: 32, channels: 1 });
    expect(original.values[0]).toBe(0);
    // Row 14, column 14 of the picture lies two further in.
    expect(original.values[16 * 32 + 16]).toBeCloseTo((pixels[14 * 28 + 14] ?? 0) / 255, 6);
  });

  it('keeps no tensor', async () => {
    await ask([]);
    const before = tf.memory().numTensors;
    await ask([usual('noise')]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('is given up through its signal', async () => {
    const input = { bank: 'shipped', pixels, changes: [], seed: 1 } as const;
    const before = tf.memory().numTensors;
    await expect(look(model, input, AbortSignal.abort(new Error('enough')))).rejects.toThrow(
      'enough',
    );
    expect(tf.memory().numTensors).toBe(before);
  });
});
