import { createRims, SequenceModel } from '@causal-mechanisms/rims';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';
import { openFiles, openShipped } from '../../../src/panels/modules/stepModels.ts';
import { savedFiles } from '../../support/savedFiles.ts';
import { shippedFiles } from '../../support/shipped.ts';

beforeAll(() => useBackend());

const settings = { units: 12, modules: 3, activeModules: 2 } as const;
const rims = { kind: 'rims', ...settings } as const;

describe('openFiles', () => {
  it('opens the models that come with the page', async () => {
    const found = await openFiles(await shippedFiles('copying/rims'));
    expect(found.description).toMatchObject({
      kind: 'rims',
      modules: 6,
      activeModules: 2,
      answers: true,
    });
    found.dispose();
    const lstm = await openFiles(await shippedFiles('copying/lstm'));
    expect(lstm.description).toMatchObject({ kind: 'lstm', modules: 1, answers: true });
    lstm.dispose();
  });

  it('opens a layer, which is active and does not answer', async () => {
    const layer = createRims({ inputWidth: 10, ...settings });
    const files = await savedFiles((handler) => layer.save(handler));
    layer.dispose();
    const model = await openFiles(files);
    expect(model.description).toMatchObject({ modules: 3, activeModules: 2, answers: false });
    const before = tf.memory().numTensors;
    const way = model.start();
    for (const token of [3, 0, 9]) {
      const { active, probabilities } = await way.step(token);
      expect(Array.from(active).reduce((sum, on) => sum + on, 0)).toBe(2);
      expect(probabilities).toHaveLength(0);
    }
    way.dispose();
    expect(tf.memory().numTensors).toBe(before);
    model.dispose();
  });

  it('refuses what cannot read the symbols', async () => {
    const model = SequenceModel.create(
      {
        core: rims,
        input: { kind: 'tokens', vocabulary: 5, width: 4 },
        outputs: 5,
        answers: 'every',
        dropout: 0,
      },
      new RandomStream(1),
    );
    const before = tf.memory().numTensors;
    const files = await savedFiles((handler) => model.save(handler));
    await expect(openFiles(files)).rejects.toThrow('reads 5 tokens');
    expect(tf.memory().numTensors).toBe(before);
    model.dispose();
    const layer = createRims({ inputWidth: 4, ...settings });
    const narrow = await savedFiles((handler) => layer.save(handler));
    await expect(openFiles(narrow)).rejects.toThrow('reads 4 numbers');
    layer.dispose();
  });

  it('refuses a bank of experts', async () => {
    await expect(openFiles(await shippedFiles('experts'))).rejects.toMatchObject({
      name: 'FileFormatError',
    });
  });
});

describe('openShipped', () => {
  it('says so where the page has no model', async () => {
    await expect(openShipped('file:///nowhere/', 'rims')).rejects.toMatchObject({
      name: 'FileFormatError',
    });
  });
});
