import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { expectLeakFree, thrownCode } from '@causal-mechanisms/test-utils';
import {
  ForwardMechanisms,
  forwardKinds,
  withNoise,
  withoutNoise,
} from '../../src/forward/forwardMechanisms.ts';
import { resolveExpertsConfig } from '../../src/index.ts';
import { relativeDifference } from '../autodiff.ts';
import { memoryHandler, randomImages } from '../support.ts';

beforeAll(() => useBackend());

const config = resolveExpertsConfig({ experts: 3, filters: 4 });
const description = { config, shape: [16, 16, 2] as const, random: [false, true, false] };
const images = randomImages(3);

function create(trained = [true, true, false]): ForwardMechanisms {
  const vectors = forwardKinds(description).map((kind, j) => kind.draw(new RandomStream(j + 1)));
  return new ForwardMechanisms({ ...description, vectors, trained });
}

it('applies its networks, on images of other sizes too', async () => {
  const forward = create();
  const x = images(70, 20, 2);
  const out = forward.apply(x, 0);
  expect(out.shape).toEqual([70, 20, 20, 2]);
  const own = forward.networks[0]?.apply(x.slice([0], [1]));
  expect(await relativeDifference(out.slice([0], [1]), own as tf.Tensor4D)).toBeLessThan(1e-6);
  forward.dispose();
});

it('draws anew for every image of a random mechanism, and the same from the same stream', async () => {
  const forward = create();
  const x = images(1, 16, 2).tile<tf.Tensor4D>([2, 1, 1, 1]);
  const draw = (seed: number) => forward.apply(x, 1, { stream: new RandomStream(seed) });
  const out = draw(1);
  expect(out.shape).toEqual([2, 16, 16, 2]);
  expect(await relativeDifference(out.slice([0], [1]), out.slice([1], [1]))).toBeGreaterThan(1e-4);
  expect(await relativeDifference(draw(1), out)).toBe(0);
  expect(await relativeDifference(draw(2), out)).toBeGreaterThan(1e-4);
  forward.dispose();
});

it('lets all channels read the noise, where the experts treat each by itself', () => {
  const channelwise = { ...config, channelwise: true };
  const inputs = forwardKinds({ ...description, config: channelwise }).map(
    ({ layout }) => layout.specs[0]?.shape[2],
  );
  expect(inputs).toEqual([1, 3, 1]);
});

it('adds a channel of normal numbers, and takes it away', async () => {
  const x = images(2, 16, 2);
  const noisy = withNoise(x, new RandomStream(5));
  expect(noisy.shape).toEqual([2, 16, 16, 3]);
  expect(await relativeDifference(withoutNoise(noisy), x)).toBe(0);
  const channel = Array.from(await noisy.slice([0, 0, 0, 2], [-1, -1, -1, 1]).data());
  expect(channel).toEqual(Array.from(new RandomStream(5).normals(512)));
});

it('comes back from a save as it was', async () => {
  const forward = create();
  const handler = memoryHandler();
  await forward.save(handler);
  const loaded = await ForwardMechanisms.load(handler);
  expect([loaded.shape, loaded.random, loaded.trained]).toEqual([
    [16, 16, 2],
    [false, true, false],
    [true, true, false],
  ]);
  const x = images(3, 16, 2);
  expect(await relativeDifference(loaded.apply(x, 0), forward.apply(x, 0))).toBe(0);
  const draw = (of: ForwardMechanisms) => of.apply(x, 1, { stream: new RandomStream(1) });
  expect(await relativeDifference(draw(loaded), draw(forward))).toBe(0);
  forward.dispose();
  loaded.dispose();
});

it('refuses models that are something else, or damaged', async () => {
  const forward = create();
  const handler = memoryHandler();
  await forward.save(handler);
  const { artifacts = {} } = handler;
  const load = (change: object) =>
    ForwardMechanisms.load({ load: () => Promise.resolve({ ...artifacts, ...change }) });
  const metadata = artifacts.userDefinedMetadata as object;
  const code = { code: 'ERR_FILE_FORMAT' };
  await expect(
    load({ userDefinedMetadata: { ...metadata, format: 'other' } }),
  ).rejects.toMatchObject(code);
  await expect(
    load({ userDefinedMetadata: { ...metadata, random: [true] } }),
  ).rejects.toMatchObject(code);
  await expect(load({ userDefinedMetadata: { ...metadata, trained: [1] } })).rejects.toMatchObject(
    code,
  );
  await expect(load({ weightData: new ArrayBuffer(8) })).rejects.toMatchObject(code);
  forward.dispose();
});

it('refuses mechanisms that were not learned, random ones without a stream, and use after disposal', () => {
  const forward = create();
  const x = images(1, 16, 2);
  expect(thrownCode(() => forward.apply(x, 2))).toBe('ERR_ARGUMENT');
  expect(thrownCode(() => forward.apply(x, 1))).toBe('ERR_ARGUMENT');
  expect(thrownCode(() => forward.apply(x, 3))).toBe('ERR_ARGUMENT');
  expect(thrownCode(() => forward.apply(images(1), 0))).toBe('ERR_SHAPE');
  forward.dispose();
  forward.dispose();
  expect(thrownCode(() => forward.apply(x, 0))).toBe('ERR_DISPOSED');
});

it('leaks nothing', async () => {
  const x = images(2, 16, 2);
  await expectLeakFree(async () => {
    const forward = create();
    const handler = memoryHandler();
    await forward.save(handler);
    const loaded = await ForwardMechanisms.load(handler);
    tf.dispose([forward.apply(x, 0), loaded.apply(x, 1, { stream: new RandomStream(1) })]);
    forward.dispose();
    loaded.dispose();
  });
});
