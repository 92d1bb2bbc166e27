import * as tf from '@tensorflow/tfjs';
import { RandomStream, sigmoid, useBackend } from '@causal-mechanisms/tensor-utils';
import { expectLeakFree, thrownCode } from '@causal-mechanisms/test-utils';
import { DearModel } from '../../src/model/dearModel.ts';
import { parameterValues } from '../../src/model/dearParameters.ts';
import { memoryFile, randomModel } from './models.ts';

beforeAll(() => useBackend());

const observations = () => tf.tensor2d(new RandomStream(1).normals(5 * 4), [5, 4]);

it('tells what it is', () => {
  const model = randomModel();
  expect(model.observationShape).toEqual([4]);
  expect(model.factorNames).toEqual(['light', 'smile']);
  expect(model.latentWidth).toBe(3);
  model.dispose();
});

it('encodes, generates and reconstructs in the right shapes', async () => {
  const model = randomModel();
  const x = observations();
  const z = model.encode(x);
  const made = model.generate(z);
  const again = model.reconstruct(x);
  expect(z.shape).toEqual([5, 3]);
  expect(made.shape).toEqual([5, 4]);
  expect(await again.data()).toEqual(await made.data());
  tf.dispose([x, z, made, again]);
  model.dispose();
});

it('injects noise only where a stream is given', async () => {
  const model = randomModel();
  const z = tf.zeros<tf.Rank.R2>([2, 3]);
  const plain = [model.generate(z), model.generate(z)];
  const noisy = model.generate(z, new RandomStream(1));
  expect(await plain[0]?.data()).toEqual(await plain[1]?.data());
  expect(await noisy.data()).not.toEqual(await plain[0]?.data());
  tf.dispose([z, plain, noisy]);
  model.dispose();
});

it('draws latents from its prior and observations of them', async () => {
  const model = randomModel();
  const z = model.sampleLatents(4, new RandomStream(2));
  const [slope, intercept] = model.parameters.map.views;
  const stream = new RandomStream(2);
  const eps = tf.tensor2d(stream.normals(12), [4, 3]);
  const [s, b, e] = [await slope?.data(), await intercept?.data(), await eps.array()];
  const weight = (await model.adjacency()).values[0]?.[1] ?? NaN;
  const drawn = await z.array();
  e.forEach((noise, row) => {
    const u = [noise[0] ?? NaN, (noise[1] ?? NaN) + weight * (noise[0] ?? NaN)];
    expect(drawn[row]?.[0]).toBeCloseTo((s?.[0] ?? NaN) * (u[0] ?? NaN) + (b?.[0] ?? NaN), 5);
    expect(drawn[row]?.[1]).toBeCloseTo((s?.[1] ?? NaN) * (u[1] ?? NaN) + (b?.[1] ?? NaN), 5);
    expect(drawn[row]?.[2]).toBeCloseTo(noise[2] ?? NaN, 6);
  });
  const x = model.sample(4, new RandomStream(2));
  expect(x.shape).toEqual([4, 4]);
  tf.dispose([z, eps, x]);
  model.dispose();
});

it('reads factors in their units', async () => {
  const model = randomModel();
  const x = observations();
  const z = model.encode(x);
  const latents = await z.array();
  const values = await model.factorValues(x);
  expect(values).toHaveLength(10);
  latents.forEach((row, i) => {
    expect(values[2 * i]).toBeCloseTo(48 + 40 * sigmoid(row[0] ?? NaN), 4);
    expect(values[2 * i + 1]).toBeCloseTo(sigmoid(row[1] ?? NaN), 5);
  });
  tf.dispose([x, z]);
  model.dispose();
});

it('shows its adjacency with names, 0 where there is no edge', async () => {
  const model = randomModel();
  const { rows, columns, values } = await model.adjacency();
  expect(rows).toEqual(['light', 'smile']);
  expect(columns).toEqual(rows);
  expect(values[0]?.[1]).not.toBe(0);
  expect([values[0]?.[0], values[1]?.[0], values[1]?.[1]]).toEqual([0, 0, 0]);
  const gaussian = randomModel({ prior: { kind: 'gaussian' } });
  expect((await gaussian.adjacency()).values).toEqual([
    [0, 0],
    [0, 0],
  ]);
  for (const each of [model, gaussian]) each.dispose();
});

describe('interventions', () => {
  const rows = 5;
  it('follow causes to their effects and leave the rest, bit by bit', async () => {
    const model = randomModel();
    const x = observations();
    const weight = (await model.adjacency()).values[0]?.[1] ?? NaN;
    const { kind, before, after, observations: made, warnings } = await model.do(x, { light: 60 });
    expect(kind).toBe('intervention');
    expect(warnings).toEqual([]);
    expect(made.shape).toEqual([rows, 4]);
    const { curves } = await model.structure();
    const latents = await model.encode(x).data();
    for (let row = 0; row < rows; row++) {
      const [z, changed] = [before.latents, after.latents].map((all) =>
        all.slice(3 * row, 3 * row + 3),
      );
      expect(z?.[2]).toBe(latents[3 * row + 2]);
      expect(changed?.[2]).toBe(z?.[2]);
      expect(after.values[2 * row]).toBeCloseTo(60, 10);
      const moved =
        (curves[0]?.inverse(changed?.[0] ?? NaN) ?? NaN) -
        (curves[0]?.inverse(z?.[0] ?? NaN) ?? NaN);
      const followed =
        (curves[1]?.inverse(changed?.[1] ?? NaN) ?? NaN) -
        (curves[1]?.inverse(z?.[1] ?? NaN) ?? NaN);
      expect(followed).toBeCloseTo(weight * moved, 8);
    }
    const effect = await model.do(x, { smile: 1 });
    const causes = ({ latents }: typeof before) => latents.filter((_, i) => i % 3 !== 1);
    expect(causes(effect.after)).toEqual(causes(effect.before));
    tf.dispose([x, made, effect.observations]);
    model.dispose();
  });

  it('work on draws of the prior, as conditions, and as traversals', async () => {
    const model = randomModel();
    const drawn = await model.sampleDo(3, { light: 60 }, new RandomStream(1));
    const given = await model.condition(3, { smile: 1 }, new RandomStream(1));
    const moved = await model.traverse(null, { factors: ['light'], values: { light: [50, 60] } });
    expect([drawn.kind, given.kind, moved[0]?.kind]).toEqual([
      'intervention',
      'conditional',
      'traversal',
    ]);
    expect(drawn.observations.shape).toEqual([3, 4]);
    expect(moved[0]?.observations.shape).toEqual([2, 4]);
    expect(moved[0]?.after.values[1]).toBe(moved[0]?.before.values[1]);
    tf.dispose([drawn.observations, given.observations, moved.map((row) => row.observations)]);
    model.dispose();
  });

  it('warn of values outside the labels, and refuse unknown factors', async () => {
    const model = randomModel();
    const x = observations();
    const { observations: made, warnings } = await model.do(x, { light: 89 });
    expect(warnings.map(({ kind, factor }) => [kind, factor])).toEqual([
      ['outside-labels', 'light'],
    ]);
    await expect(model.do(x, { lihgt: 60 })).rejects.toThrow(/"light"/);
    tf.dispose([x, made]);
    model.dispose();
    await expect(model.do(x, { light: 60 })).rejects.toMatchObject({ code: 'ERR_DISPOSED' });
    await expect(model.traverse(null)).rejects.toMatchObject({ code: 'ERR_DISPOSED' });
  });
});

it('refuses bytes in the place of pixels, and numbers that are none', async () => {
  await expectLeakFree(async () => {
    const model = randomModel({ observationShape: [2, 2, 1] });
    const bytes = tf.tensor4d([0, 1, 1.0005, 151], [1, 2, 2, 1]);
    const message = ': pixels must lie in [0, 1], got 151 at place 3; divide bytes by 255';
    await expect(model.do(bytes, { light: 60 })).rejects.toThrow(`DearModel.do${message}`);
    await expect(model.traverse(bytes)).rejects.toThrow(`DearModel.traverse${message}`);
    await expect(model.factorValues(bytes)).rejects.toThrow(`DearModel.factorValues${message}`);
    const rounded = tf.tensor4d([0, 1, 1.0005, -0.0005], [1, 2, 2, 1]); // as resizing leaves them
    const { observations: made } = await model.do(rounded, { light: 60 });
    const broken = tf.tensor4d([0, NaN, 1, 1], [1, 2, 2, 1]);
    await expect(model.factorValues(broken)).rejects.toThrow('got NaN at place 1');
    const vectors = randomModel();
    const x = tf.tensor2d([[0, 151, -3, Infinity]]);
    await expect(vectors.do(x, { light: 60 })).rejects.toMatchObject({ code: 'ERR_VALUES' });
    tf.dispose([bytes, rounded, broken, made, x]);
    for (const each of [model, vectors]) each.dispose();
  });
});

it('is the same after it was saved and loaded', async () => {
  const model = randomModel({ average: 0.99 });
  const { handler } = memoryFile();
  await model.save(handler);
  const loaded = await DearModel.load(handler);
  expect(loaded.description).toEqual(model.description);
  expect(await parameterValues(loaded.parameters)).toEqual(await parameterValues(model.parameters));
  const x = observations();
  const [a, b] = [model.reconstruct(x), loaded.reconstruct(x)];
  expect(await b.data()).toEqual(await a.data());
  tf.dispose([x, a, b]);
  for (const each of [model, loaded]) each.dispose();
});

it('leaves no tensors, and answers nothing when it is disposed', async () => {
  await expectLeakFree(async () => {
    const model = randomModel();
    const x = observations();
    tf.dispose([model.encode(x), model.reconstruct(x), model.sample(2, new RandomStream(1))]);
    await model.factorValues(x);
    await model.save(memoryFile().handler);
    x.dispose();
    model.dispose();
    model.dispose();
    expect(thrownCode(() => model.encode(x))).toBe('ERR_DISPOSED');
    expect(thrownCode(() => model.generate(x))).toBe('ERR_DISPOSED');
    expect(thrownCode(() => model.sample(1, new RandomStream(1)))).toBe('ERR_DISPOSED');
    await expect(model.adjacency()).rejects.toMatchObject({ code: 'ERR_DISPOSED' });
    await expect(model.save(memoryFile().handler)).rejects.toMatchObject({ code: 'ERR_DISPOSED' });
  });
});
