import { findBrowser, openPage } from './support/browser.ts';
import { buildWebApp } from './support/webApp.ts';
import type { Bundler } from './support/webApp.ts';

/** Trains ten steps, inverts, saves to IndexedDB, loads and inverts again; reports what came out. */
const APP = `
import { createSampler, proceduralDigits, resizeImages } from '@causal-mechanisms/datasets';
import { ExpertsModel, trainExperts } from '@causal-mechanisms/experts-gan';
import { useWebBackend } from '@causal-mechanisms/tensor-utils/web';
import * as tf from '@tensorflow/tfjs';

async function tryAll() {
  const asked = new URLSearchParams(location.search);
  const backend = asked.get('backend') ?? undefined;
  const iterations = Number(asked.get('iterations') ?? 10);
  const { rung, kernels } = await useWebBackend(backend === undefined ? {} : { backend });
  const digits = resizeImages(proceduralDigits({ size: 64 }), { height: 16, width: 16 });
  const data = { transformed: createSampler(digits), canonical: createSampler(digits) };
  const config = {
    experts: 2, filters: 2, discriminatorUnits: 8, batchSize: 8, iterations, seed: 1,
    identityInitialisation: false,
  };
  let steps = 0;
  let model;
  for await (const event of trainExperts(data, { config })) {
    if (event.kind === 'step') steps = event.step;
    if (event.kind === 'end') model = event.model;
  }
  const batch = tf.fill([3, 16, 16, 1], 0.5);
  const { images: first } = await model.invert(batch);
  await model.save(tf.io.getSaveHandlers('indexeddb://experts')[0]);
  const loaded = await ExpertsModel.load(tf.io.getLoadHandlers('indexeddb://experts')[0]);
  const { images: again } = await loaded.invert(batch);
  const [before, after] = [await first.data(), await again.data()];
  return {
    rung, kernels, steps,
    values: before.filter((value) => value > 0 && value < 1).length,
    farthest: before.reduce((most, value, at) => Math.max(most, Math.abs(value - after[at])), 0),
  };
}

tryAll()
  .catch((error) => ({ error: String(error.stack) }))
  .then((report) => fetch('/report', { method: 'POST', body: JSON.stringify(report) }));
`;

/** Loads a model from a server and reads a sequence step by step; reports how far the answers are from those of the whole sequence. */
const STREAM_APP = `
import { SequenceModel } from '@causal-mechanisms/rims';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { useWebBackend } from '@causal-mechanisms/tensor-utils/web';
import * as tf from '@tensorflow/tfjs';

async function tryAll() {
  const { rung } = await useWebBackend();
  const made = SequenceModel.create(
    {
      core: { kind: 'rims', units: 12, modules: 3, activeModules: 2 },
      input: { kind: 'tokens', vocabulary: 5, width: 4 },
      outputs: 5, answers: 'every', dropout: 0,
    },
    new RandomStream(1),
  );
  await made.save(tf.io.getSaveHandlers('indexeddb://sequences')[0]);
  const model = await SequenceModel.load(tf.io.getLoadHandlers('indexeddb://sequences')[0]);
  const tokens = Int32Array.of(3, 0, 4, 4, 1);
  const whole = await model.predict({ steps: 5, size: 1, inputs: { kind: 'tokens', tokens } });
  const stream = model.stream({ targets: 'classes' });
  let farthest = 0;
  let active = 0;
  for (const [t, token] of tokens.entries()) {
    const { answers, activation } = await stream.step(token);
    answers.forEach((value, i) => {
      farthest = Math.max(farthest, Math.abs(value - whole.answers[t * 5 + i]));
    });
    active += activation.reduce((sum, on) => sum + on, 0);
  }
  stream.dispose();
  return { rung, farthest, active };
}

tryAll()
  .catch((error) => ({ error: String(error.stack) }))
  .then((report) => fetch('/report', { method: 'POST', body: JSON.stringify(report) }));
`;

const browser = findBrowser();
const isLeftOut = process.env['CAUSAL_MECHANISMS_BROWSER'] === 'none';

describe('apps in a browser', () => {
  // Who runs the checks of the project wants to know; who has no browser on a laptop sees skipped tests.
  if (process.env['CI'] !== undefined && !isLeftOut) {
    it('have a browser: install chromium, or say CAUSAL_MECHANISMS_BROWSER=none to leave these tests out', () => {
      expect(browser).toBeDefined();
    });
  }
  const inBrowser = browser === undefined ? it.skip : it;

  inBrowser.each<Bundler>(['vite', 'esbuild', 'plain script'])(
    'by way of %s train on WASM, keep a model and find it again',
    async (bundler) => {
      const { page, problems } = await buildWebApp(
        `app-${bundler.replace(' ', '-')}`,
        bundler,
        APP,
      );
      expect(problems).toBe('');
      const { report, missing } = await openPage(browser ?? '', page, 100);
      expect(report).toEqual({ rung: 'wasm', kernels: 'own', steps: 10, values: 768, farthest: 0 });
      expect(missing).toEqual([]);
    },
    170_000,
  );

  inBrowser(
    'read a sequence step by step',
    async () => {
      const { page, problems } = await buildWebApp('app-stream', 'esbuild', STREAM_APP);
      expect(problems).toBe('');
      const { report } = await openPage(browser ?? '', page, 100);
      const found = report as { farthest: number };
      expect(found).toMatchObject({ rung: 'wasm', active: 10 });
      expect(found.farthest).toBeLessThan(1e-6);
    },
    170_000,
  );

  inBrowser(
    'train on WebGL where it is asked for',
    async () => {
      const { page } = await buildWebApp('app-webgl', 'esbuild', APP);
      const { report } = await openPage(browser ?? '', `${page}?backend=webgl&iterations=1`, 150);
      const found = report as { rung: string; values: number; farthest: number };
      expect(found).toMatchObject({ rung: 'webgl', steps: 1, values: 768 });
      expect(found.farthest).toBeLessThan(1e-6);
    },
    170_000,
  );
});
