import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { drawParameters } from '../../../src/networks/initialisation.ts';
import { convolutionalKind } from '../../../src/networks/kinds/convolutionalKind.ts';
import { relativeDifference } from '../../autodiff.ts';
import { noPause, parameterTensors, randomImages } from '../../support.ts';

beforeAll(() => useBackend());

const images = randomImages(4);
const kind = convolutionalKind({ filters: 4, channels: 2, gamma: 'uniform' });

it('draws parameters by the layout, and statistics of mean 0 and variance 1', () => {
  const { parameters, statistics } = kind.draw(new RandomStream(3));
  expect(parameters).toEqual(drawParameters(kind.layout, new RandomStream(3), 'uniform'));
  expect(Array.from(statistics)).toEqual([
    ...Array<number>(16).fill(0),
    ...Array<number>(16).fill(1),
  ]);
  expect(kind.statistics.specs[4]).toEqual({ name: 'norm1/moving_variance', shape: [4] });
});

it.each([false, true])(
  'predicts what it trains, where the statistics are those of the batch; wide: %s',
  async (wide) => {
    const kind = convolutionalKind({ filters: 4, channels: 2, gamma: 'uniform', wide });
    const parameters = parameterTensors(kind.layout, kind.draw(new RandomStream(3)).parameters);
    const x = images(8, 8, 2);
    const alive = tf.memory().numTensors;
    const pass = await kind.forward(parameters, x, noPause);
    const folded = kind.fold({ parameters, statistics: pass.statistics });
    const predicted = tf.tidy(() => kind.stages(folded).reduce((at, stage) => stage(at), x));
    // The batch norm of training divides by the biased variance.
    expect(await relativeDifference(predicted, pass.output)).toBeLessThan(wide ? 2e-2 : 2e-3);
    const gradient = await pass.gradient(x, { pause: noPause });
    expect(gradient.shape).toEqual([kind.layout.length]);
    pass.dispose();
    tf.dispose([folded, predicted, gradient]);
    expect(tf.memory().numTensors).toBe(alive);
  },
);

/** The number of pixels, one way, that the middle pixel of the output depends on. */
async function field(wide: boolean, at: number): Promise<number> {
  const seen = convolutionalKind({ filters: 2, channels: 1, gamma: 'one', wide });
  const own = seen.draw(new RandomStream(5));
  const parameters = parameterTensors(seen.layout, own.parameters);
  const folded = seen.fold({ parameters, statistics: tf.tensor1d(own.statistics) });
  const run = (x: tf.Tensor4D) => seen.stages(folded).reduce((input, stage) => stage(input), x);
  // One image for each column: the point stands in it, at the row of the output pixel.
  const points = tf
    .oneHot(tf.range(0, 48, 1, 'int32'), 48)
    .mul(100)
    .reshape([48, 1, 48, 1]);
  const padded = tf.pad(points, [
    [0, 0],
    [at, 47 - at],
    [0, 0],
    [0, 0],
  ]) as tf.Tensor4D;
  const moved = run(padded)
    .sub(run(tf.zeros([1, 48, 48, 1])))
    .slice([0, at, at, 0], [48, 1, 1, 1]);
  const columns = [...(await moved.abs().data()).entries()].filter(([, v]) => v > 1e-6);
  return (columns.at(-1)?.[0] ?? NaN) - (columns[0]?.[0] ?? NaN) + 1;
}

it('sees 11 pixels each way as the paper has it, and 22 to 26 as the wide variant', async () => {
  expect(await field(false, 24)).toBe(11);
  const fields = await Promise.all([24, 25, 26, 27].map((at) => field(true, at)));
  expect(fields).toEqual([22, 26, 26, 22]);
});
