import * as tf from '@tensorflow/tfjs';
import { gatherImages, proceduralDigits, resizeImages } from '@causal-mechanisms/datasets';
import { FlatAdam, RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { Expert } from '../../../../src/networks/expert.ts';
import { warpKind } from '../../../../src/networks/kinds/warp/warpKind.ts';
import { relativeDifference } from '../../../autodiff.ts';
import { noPause, parameterTensors, randomImages } from '../../../support.ts';

beforeAll(() => useBackend());

const images = randomImages(14);
const kind = warpKind([16, 16, 1]);
const parameters = () => parameterTensors(kind.layout, kind.draw(new RandomStream(3)).parameters);

it('predicts what it trains', async () => {
  const [own, x] = [parameters(), images(3, 16, 1)];
  const pass = await kind.forward(own, x, noPause);
  const folded = kind.fold({ parameters: own, statistics: pass.statistics });
  const [stage] = kind.stages(folded);
  expect(await relativeDifference(stage?.(x) as tf.Tensor, pass.output)).toBe(0);
  expect(pass.statistics.shape).toEqual([0]);
});

it('lets the gradient of a few rows enter alone, and leaks nothing', async () => {
  const [own, x, dRows] = [parameters(), images(5, 16, 1), images(2, 16, 1)];
  const rows = tf.tensor1d([1, 4], 'int32');
  const dense = tf.scatterND<tf.Rank.R4>(rows.as2D(2, 1), dRows, x.shape);
  const before = tf.memory().numTensors;
  const pass = await kind.forward(own, x, noPause);
  const sparse = await pass.gradient(dRows, { rows, pause: noPause });
  const full = await pass.gradient(dense, { pause: noPause });
  expect(await relativeDifference(sparse, full)).toBeLessThan(1e-4);
  tf.dispose([sparse, full]);
  pass.dispose();
  expect(tf.memory().numTensors).toBe(before);
  expect(x.isDisposed).toBe(false);
});

const digits = resizeImages(proceduralDigits({ size: 12 }), {
  height: 16,
  width: 16,
  method: 'area',
});
it.each([
  ['a flip', (x: tf.Tensor4D) => x.reverse(2)],
  ['a quarter turn', (x: tf.Tensor4D) => x.transpose<tf.Tensor4D>([0, 2, 1, 3]).reverse(1)],
  [
    'a shift by 2',
    (x: tf.Tensor4D) =>
      tf.pad(x.slice([0, 0, 2], [-1, -1, 14]), [
        [0, 0],
        [0, 0],
        [0, 2],
        [0, 0],
      ]),
  ],
])('learns to undo %s, from the identity on', async (_, change) => {
  const { images: originals } = await gatherImages(digits, [...Array(12).keys()]);
  const changed = change(originals);
  const adam = new FlatAdam(kind.layout.length, { learningRate: 0.01 });
  const expert = new Expert(
    kind,
    tf.tensor1d(kind.draw(new RandomStream(3)).parameters),
    tf.tensor1d([]),
  );
  const error = async () =>
    (await expert.apply(changed).sub(originals).square().mean().data())[0] ?? NaN;
  const first = await error();
  for (let step = 0; step < 120; step++) {
    const pass = await expert.forward(changed, noPause);
    const gradient = await pass.gradient(pass.output.sub(originals), { pause: noPause });
    expert.update(adam, gradient);
    pass.dispose();
  }
  expect(await error()).toBeLessThan(0.1 * first);
});
