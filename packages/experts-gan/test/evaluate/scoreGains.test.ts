import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { gainWarning, scoreGains } from '../../src/index.ts';

beforeAll(() => useBackend());

/** Two experts that score by hand: the first adds `gains[0]` to the pixel, the second `gains[1]`. */
function byHand(gains: readonly [number, number]) {
  return {
    experts: 2,
    discriminate: (images: tf.Tensor4D) => images.reshape<tf.Tensor1D>([-1]),
    async invert(images: tf.Tensor4D) {
      const pixels = await images.data();
      const scores = Float32Array.from(
        [...pixels].flatMap((pixel) => gains.map((gain) => pixel + gain)),
      );
      const winner = gains[1] > gains[0] ? 1 : 0;
      return {
        images: images.clone(),
        winners: new Int32Array(pixels.length).fill(winner),
        scores,
      };
    },
  };
}
const pixels = (values: readonly number[]) => tf.tensor4d([...values], [values.length, 1, 1, 1]);

it('measures how far the winners of each mechanism raise the score', async () => {
  const transformed = pixels([0.25, 0.5, 0.75]);
  const probe = { transformed, mechanisms: [0, 2, 2], names: ['a', 'b', 'c'] };
  const before = tf.memory().numTensors;
  const gains = await scoreGains(byHand([0.5, 2]), probe);
  expect(gains).toEqual([
    { mechanism: 'a', expert: 1, share: 1, gain: 2, score: 2.25 },
    { mechanism: 'c', expert: 1, share: 1, gain: 2, score: 2.625 },
  ]);
  expect(tf.memory().numTensors).toBe(before);
});

it('looks at the expert that wins most, and at its wins alone', async () => {
  const model = byHand([0.5, 2]);
  const invert = async (images: tf.Tensor4D) => ({
    ...(await model.invert(images)),
    winners: Int32Array.of(0, 1, 0),
  });
  const probe = { transformed: pixels([0, 0, 0]), mechanisms: [0, 0, 0] };
  const [gain] = await scoreGains({ ...model, invert }, probe);
  expect(gain).toMatchObject({ mechanism: '0', expert: 0, gain: 0.5 });
  expect(gain?.share).toBeCloseTo(2 / 3);
});

it('stops by a signal, and refuses what is no model', async () => {
  const probe = { transformed: pixels([0]), mechanisms: [0] };
  const signal = AbortSignal.abort(new Error('stopped'));
  await expect(scoreGains(byHand([0, 1]), probe, { signal })).rejects.toThrow('stopped');
  await expect(scoreGains({} as never, probe)).rejects.toMatchObject({ code: 'ERR_ARGUMENT' });
});

it('says which winners raise no score', () => {
  const gain = (mechanism: string, expert: number, raised: number) =>
    ({ mechanism, expert, share: 1, gain: raised, score: expert }) as const;
  expect(gainWarning([gain('a', 0, 0.1), gain('b', 1, 3)])).toBeUndefined();
  expect(gainWarning([gain('a', 0, 0.0999)])).toContain('expert 0 wins a, but hardly raises');
  const both = gainWarning([gain('a', 0, 0.05), gain('b', 1, -0.5), gain('c', 2, 1)]);
  expect(both).toBe(
    'expert 0 wins a, but hardly raises its score (by 0.05); expert 1 wins b, but lowers its score by 0.50: they may undo nothing',
  );
  expect(gainWarning([gain('a', 0, 1)], { leastGain: 2 })).toContain('wins a');
  // Outputs that pass for canonical are no cause for a warning.
  const [low, high] = [gain('a', 0, 0), gain('b', 1, 0)];
  expect(gainWarning([low, high], { canonicalScore: 1 })).toContain('expert 0 wins a');
  expect(gainWarning([low, high], { canonicalScore: 1 })).not.toContain('wins b');
  expect(gainWarning([low, high], { canonicalScore: 0 })).toBeUndefined();
  expect(() => gainWarning([gain('a', 0, NaN)])).toThrow('gains[0].gain, of a,');
});
