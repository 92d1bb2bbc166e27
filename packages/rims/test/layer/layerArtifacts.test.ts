import { expectDamageAnswered } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { dncCore, lstmCore } from '../../src/index.ts';
import type { SequenceCore } from '../../src/index.ts';
import { createRims, createSequenceLayer } from '../../src/layer/createRims.ts';
import { SequenceLayer } from '../../src/layer/sequenceLayer.ts';
import { withoutKeys } from '../../src/cores/shared/withoutKeys.ts';
import { memoryHandler } from '../memoryHandler.ts';
import { difference } from '../cores/rims/forms.ts';

beforeAll(() => useBackend());

const small = { inputWidth: 3, units: 12, modules: 4, activeModules: 2 } as const;
const stream = new RandomStream(21);
const numbers = <R extends tf.Rank>(shape: tf.ShapeMap[R]): tf.Tensor<R> =>
  tf.tensor(stream.normals(tf.util.sizeFromShape(shape)), shape);
const layerOf = (core: SequenceCore) => createSequenceLayer(core, new RandomStream(2));
const code = (error: { code?: string }) => error.code;

describe('a saved layer', () => {
  it.each([
    ['rims', () => createRims({ ...small, dynamics: 'gru', activeModules: 1 })],
    ['lstm', () => layerOf(lstmCore({ inputWidth: 3, units: 5 }))],
    ['dnc', () => layerOf(dncCore({ inputWidth: 3, controllerUnits: 5, slots: 3, slotWidth: 2 }))],
  ])('comes back as it was: %s', async (_, create) => {
    const layer = create();
    const handler = memoryHandler();
    await layer.save(handler);
    const loaded = await SequenceLayer.load(handler);
    expect(loaded.core.kind).toBe(layer.core.kind);
    expect(loaded.core.config).toEqual(layer.core.config);
    const x = numbers<tf.Rank.R3>([3, 2, 3]);
    expect(await difference(layer.sequence(x).outputs, loaded.sequence(x).outputs)).toBe(0);
    layer.dispose();
    loaded.dispose();
  });

  it.each<[string, (artifacts: tf.io.ModelArtifacts) => tf.io.ModelArtifacts]>([
    [
      'of another format',
      (saved) => ({ ...saved, userDefinedMetadata: { format: 'causal-mechanisms/rims' } }),
    ],
    ['without metadata', (saved) => withoutKeys(saved, 'userDefinedMetadata')],
    [
      'that lacks its configuration',
      ({ userDefinedMetadata, ...saved }) => ({
        ...saved,
        userDefinedMetadata: { ...userDefinedMetadata, config: undefined } as object,
      }),
    ],
    [
      'of an unknown kind',
      ({ userDefinedMetadata, ...saved }) => ({
        ...saved,
        userDefinedMetadata: { ...userDefinedMetadata, kind: 'rimms' },
      }),
    ],
    [
      'that is cut short',
      (saved) => ({ ...saved, weightData: (saved.weightData as ArrayBuffer).slice(4) }),
    ],
    [
      'that is cut within a number',
      (saved) => ({ ...saved, weightData: (saved.weightData as ArrayBuffer).slice(3) }),
    ],
    ['without weights', (saved) => withoutKeys(saved, 'weightData')],
    [
      'with other weights',
      (saved) => ({ ...saved, weightSpecs: saved.weightSpecs?.slice(1) ?? [] }),
    ],
  ])('is refused %s', async (_, damage) => {
    const layer = createRims(small);
    const handler = memoryHandler();
    await layer.save(handler);
    handler.artifacts = damage(handler.artifacts);
    expect(await SequenceLayer.load(handler).catch(code)).toBe('ERR_FILE_FORMAT');
    layer.dispose();
  });

  it('may come in several pieces', async () => {
    const layer = createRims(small);
    const handler = memoryHandler();
    await layer.save(handler);
    const whole = handler.artifacts.weightData as ArrayBuffer;
    handler.artifacts = { ...handler.artifacts, weightData: [whole.slice(0, 10), whole.slice(10)] };
    const loaded = await SequenceLayer.load(handler);
    const x = numbers<tf.Rank.R3>([2, 1, 3]);
    expect(await difference(layer.sequence(x).outputs, loaded.sequence(x).outputs)).toBe(0);
    layer.dispose();
    loaded.dispose();
  });

  it('needs a handler that can do what is asked', async () => {
    const layer = createRims(small);
    expect(await layer.save({}).catch(code)).toBe('ERR_FILE_FORMAT');
    expect(await SequenceLayer.load({}).catch(code)).toBe('ERR_FILE_FORMAT');
    layer.dispose();
  });
});

it('answers damage in any place at once, and leaves nothing behind', async () => {
  const refused = await expectDamageAnswered(createRims(small), (handler) =>
    SequenceLayer.load(handler),
  );
  expect(refused).toBeGreaterThan(50);
});
