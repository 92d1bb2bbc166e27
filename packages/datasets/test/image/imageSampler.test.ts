import * as tf from '@tensorflow/tfjs';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { arrayDataset } from '../../src/image/arrayDataset.ts';
import { asSampler, createSampler } from '../../src/image/imageSampler.ts';
import { failure } from '../testFiles.ts';

const TEN = arrayDataset({
  name: 'ten',
  pixels: Uint8Array.from({ length: 10 }, (_, i) => i),
  shape: [1, 1, 1],
  labels: Array.from({ length: 10 }, (_, i) => i),
});

beforeAll(async () => {
  await tf.setBackend('cpu');
});

async function bytes(images: tf.Tensor): Promise<number[]> {
  return [...(await images.data())].map((value) => Math.round(value * 255));
}

describe('createSampler', () => {
  it('draws distinct images with their labels, the same for the same seed', async () => {
    const sampler = createSampler(TEN);
    const first = await sampler.sample(6, new RandomStream(4));
    const again = await sampler.sample(6, new RandomStream(4));
    expect(new Set(first.indices).size).toBe(6);
    expect(await bytes(first.images)).toEqual([...first.indices]);
    expect([...(first.labels ?? [])]).toEqual([...first.indices]);
    expect([...again.indices]).toEqual([...first.indices]);
    tf.dispose([first.images, again.images]);
  });

  it('reaches every image', async () => {
    const { images, indices } = await createSampler(TEN).sample(10, new RandomStream(1));
    expect([...indices].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    images.dispose();
  });

  it('gives the transform the images, the stream and the indices, and keeps nothing', async () => {
    const before = tf.memory().numTensors;
    let drawn: number[] = [];
    const sampler = createSampler(TEN, {
      transform: (images, stream, indices) => {
        drawn = [...indices];
        return tf.tidy(() => images.mul(0).add<tf.Tensor4D>(stream.uniform(0.25, 0.75)));
      },
    });
    const stream = new RandomStream(3);
    const first = await sampler.sample(4, stream);
    const [value = 0, other] = await first.images.data();
    expect(drawn).toEqual([...first.indices]);
    expect(value).toBe(other);
    expect(value).toBeGreaterThanOrEqual(0.25);
    const second = await sampler.sample(4, stream);
    expect((await second.images.data())[0]).not.toBe(value);
    tf.dispose([first.images, second.images]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('takes a transform that gives its input back', async () => {
    const before = tf.memory().numTensors;
    const sampler = createSampler(TEN, { transform: (images) => images });
    const { images, indices } = await sampler.sample(3, new RandomStream(1));
    expect(await bytes(images)).toEqual([...indices]);
    images.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses a transform that makes NaN', async () => {
    const before = tf.memory().numTensors;
    const sampler = createSampler(TEN, {
      transform: (images) => tf.tidy(() => images.mul<tf.Tensor4D>(NaN)),
    });
    await expect(sampler.sample(2, new RandomStream(1))).rejects.toMatchObject({
      code: 'ERR_VALUES',
    });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('checks what a transform makes on the first batch that is sound, and trusts it then', async () => {
    const factors = [2, 1, 2];
    const sampler = createSampler(TEN, {
      transform: (images) => {
        const factor = factors.shift() ?? NaN;
        return tf.tidy(() => images.mul(0).add<tf.Tensor4D>(factor));
      },
    });
    const stream = new RandomStream(1);
    await expect(sampler.sample(2, stream)).rejects.toMatchObject({ code: 'ERR_VALUES' });
    for (const value of [1, 2]) {
      const { images } = await sampler.sample(2, stream);
      expect([...(await images.data())]).toEqual([value, value]);
      images.dispose();
    }
  });

  it.each([11, 0, 2.5, NaN])('refuses a batch of %d images of ten', async (count) => {
    await expect(createSampler(TEN).sample(count, new RandomStream(1))).rejects.toMatchObject({
      code: 'ERR_ARGUMENT',
    });
  });
});

describe('asSampler', () => {
  it('gives a sampler back as it is', () => {
    const sampler = createSampler(TEN);
    expect(asSampler(sampler)).toBe(sampler);
  });

  it('draws from a tensor that stays the caller’s', async () => {
    const images = tf.tensor4d(
      Float32Array.from({ length: 8 }, (_, i) => i / 255),
      [4, 1, 2, 1],
    );
    const before = tf.memory().numTensors;
    const sampler = asSampler(images);
    expect(sampler.size).toBe(4);
    expect(sampler.shape).toEqual([1, 2, 1]);
    const batch = await sampler.sample(3, new RandomStream(1));
    expect(await bytes(batch.images)).toEqual(
      [...batch.indices].flatMap((i) => [2 * i, 2 * i + 1]),
    );
    batch.images.dispose();
    expect(tf.memory().numTensors).toBe(before);
    expect(images.isDisposed).toBe(false);
    images.dispose();
  });

  it.each([NaN, 1.01, -1])('refuses a tensor with the pixel %d', async (value) => {
    const images = tf.tensor4d([0, value], [2, 1, 1, 1]);
    const sampler = asSampler(images);
    const data = images.data.bind(images);
    let looks = 0;
    images.data = () => {
      looks++;
      return data();
    };
    for (let tries = 0; tries < 2; tries++) {
      await expect(sampler.sample(1, new RandomStream(1))).rejects.toMatchObject({
        code: 'ERR_VALUES',
      });
    }
    expect(looks).toBe(1);
    expect(images.isDisposed).toBe(false);
    images.dispose();
  });

  it('refuses another rank and more images than there are', async () => {
    const flat = tf.zeros([2, 3]);
    expect(() => asSampler(flat as tf.Tensor4D)).toThrow(failure('ERR_SHAPE'));
    const images = tf.zeros<tf.Rank.R4>([2, 1, 1, 1]);
    await expect(asSampler(images).sample(3, new RandomStream(1))).rejects.toMatchObject({
      code: 'ERR_ARGUMENT',
    });
    tf.dispose([flat, images]);
  });
});
