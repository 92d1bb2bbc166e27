import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { pendulum, pendulumGraph, readObservations } from '@causal-mechanisms/datasets';
import { DearModel, trainDear } from '@causal-mechanisms/dear-scm';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { modelFolder } from '@causal-mechanisms/tensor-utils/node';
import { consumerFolder } from './support/consumer.ts';
import { bundleForWeb, runAsBrowser, serveConsumer } from './support/webBundle.ts';

/** What one place makes of the same images. */
interface Answers {
  readonly rung?: string;
  readonly latents: readonly number[];
  readonly images: readonly number[];
  readonly values: readonly number[];
  readonly changed: readonly number[];
  readonly leaked?: number;
}

beforeAll(async () => {
  await useBackend();
});

/** Trains for a moment: what the model knows does not matter here. */
async function trainBriefly(): Promise<DearModel> {
  const config = {
    networks: { kind: 'compact', width: 4 },
    batchSize: 16,
    iterations: 3,
  } as const;
  const data = pendulum({ size: 32, rows: 32 });
  for await (const event of trainDear(data, { graph: pendulumGraph, config })) {
    if (event.kind === 'end') return event.model;
  }
  throw new Error('the run ended without a model');
}

async function answersOf(model: DearModel, images: tf.Tensor): Promise<Answers> {
  const latents = model.encode(images);
  const generated = model.generate(latents);
  const { observations, after } = await model.do(images, { light: 60 });
  const answers = {
    latents: [...(await latents.data())],
    images: [...(await generated.data())],
    values: [...after.values],
    changed: [...(await observations.data())],
  };
  tf.dispose([latents, generated, observations]);
  return answers;
}

function furthest(a: readonly number[], b: readonly number[]): number {
  expect(a).toHaveLength(b.length);
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? NaN))), 0);
}

it('a trained model answers in a browser what it answers here', async () => {
  const before = tf.memory().numTensors;
  const folder = join(consumerFolder(), 'pendulum-model');
  const trained = await trainBriefly();
  await trained.save(modelFolder(folder));
  const images = await readObservations(pendulum({ size: 32, rows: 3 }), Int32Array.of(0, 1, 2));
  const here = await answersOf(trained, images);
  const pixels = Buffer.from(new Float32Array(await images.data()).buffer).toString('base64');
  tf.dispose(images);
  trained.dispose();
  expect(tf.memory().numTensors).toBe(before);

  const { address, close } = await serveConsumer();
  try {
    const { problems, file } = await bundleForWeb(
      'web-counterfactuals',
      `
      import * as tf from '@tensorflow/tfjs';
      import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
      import { DearModel } from '@causal-mechanisms/dear-scm';
      import { useBackend } from '@causal-mechanisms/tensor-utils';
      setWasmPaths('${address}/node_modules/@tensorflow/tfjs-backend-wasm/dist/');
      const { rung } = await useBackend({ backend: 'wasm' });
      const bytes = Uint8Array.from(atob('${pixels}'), (letter) => letter.charCodeAt(0));
      const images = tf.tensor(new Float32Array(bytes.buffer), [3, 32, 32, 3]);
      const before = tf.memory().numTensors;
      const model = await DearModel.load(tf.io.http('${address}/pendulum-model/model.json'));
      const latents = model.encode(images);
      const generated = model.generate(latents);
      const { observations, after } = await model.do(images, { light: 60 });
      const found = {
        rung,
        latents: [...(await latents.data())],
        images: [...(await generated.data())],
        values: [...after.values],
        changed: [...(await observations.data())],
      };
      tf.dispose([latents, generated, observations]);
      model.dispose();
      console.log(JSON.stringify({ ...found, leaked: tf.memory().numTensors - before }));
    `,
    );
    expect(problems).toBe('');
    const { ended, stdout, stderr } = await runAsBrowser(file);
    expect([ended, stderr]).toEqual([0, '']);
    const there = JSON.parse(stdout) as Answers;
    expect(there).toMatchObject({ rung: 'wasm', leaked: 0 });
    for (const part of ['latents', 'images', 'changed'] as const) {
      expect(furthest(there[part], here[part])).toBeLessThan(1e-3);
    }
    // The light is as asked for, in degrees; the pendulum is as it was.
    const { factors } = pendulumGraph;
    const light = factors.indexOf('light');
    for (let row = 0; row < 3; row++) {
      expect(there.values[row * factors.length + light]).toBeCloseTo(60, 6);
    }
  } finally {
    await close();
  }
}, 240_000);
