import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { thrownCode } from '@causal-mechanisms/test-utils';
import { checkScoring } from '../../src/composition/scoreInTurns.ts';
import { randomImages, smallModel } from '../support.ts';

beforeAll(() => useBackend());

const images = randomImages(3);

it('scores by the discriminator unless something else is given', async () => {
  const model = smallModel();
  const x = images(3);
  const own = await checkScoring('test', model, x, {})(x);
  expect(Array.from(own)).toEqual(Array.from(await model.discriminate(x).data()));
  const given = checkScoring('test', model, x, { score: () => Float32Array.of(3, 2, 1) });
  expect(Array.from(await given(x))).toEqual([3, 2, 1]);
  model.dispose();
});

it('refuses scores that are too few or not finite', async () => {
  const model = smallModel();
  const x = images(2);
  const scored = (scores: number[]) => checkScoring('test', model, x, { score: () => scores })(x);
  await expect(scored([1])).rejects.toMatchObject({ code: 'ERR_SHAPE' });
  await expect(scored([1, NaN])).rejects.toMatchObject({ code: 'ERR_VALUES' });
  await expect(scored([Infinity, 1])).rejects.toMatchObject({ code: 'ERR_VALUES' });
  model.dispose();
});

it('leaves the size of images to a scorer that is given, but not their channels', () => {
  const model = smallModel();
  const score = () => [1];
  const check = (x: tf.Tensor4D, options: object) =>
    thrownCode(() => checkScoring('test', model, x, options));
  expect(thrownCode(() => checkScoring('test', model, images(1, 9), {}))).toBe('ERR_SHAPE');
  expect(() => checkScoring('test', model, images(1, 9), { score })).not.toThrow();
  expect(check(images(1, 16, 1), { score })).toBe('ERR_SHAPE');
  expect(check(images(1), { score: 3 })).toBe('ERR_ARGUMENT');
  model.dispose();
});
