import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { thrownCode } from '@causal-mechanisms/test-utils';
import { lstmCore } from '../../src/cores/lstm/lstmCore.ts';
import { rimsCore } from '../../src/cores/rims/rimsCore.ts';
import { createRims, createSequenceLayer } from '../../src/layer/createRims.ts';
import type { SequenceLayer } from '../../src/layer/sequenceLayer.ts';

beforeAll(() => useBackend());

const config = { inputWidth: 3, units: 12, modules: 3, activeModules: 2 } as const;

/** The weights of a layer, which is disposed of. */
async function weightsOf(layer: SequenceLayer): Promise<Float32Array[]> {
  const values = await Promise.all(
    layer.weights.map(async (weight) => Float32Array.from(await weight.data())),
  );
  layer.dispose();
  return values;
}

it('draws the weights of its core from the seed, which is 1 if none is named', async () => {
  const core = rimsCore(config);
  for (const [layer, seed] of [
    [createRims(config), 1],
    [createRims(config, { seed: 7 }), 7],
  ] as const) {
    expect(layer.core.config).toEqual(core.config);
    expect(await weightsOf(layer)).toEqual(core.initialValues(new RandomStream(seed)));
  }
});

it('has the form that is asked for, and the same weights in each', async () => {
  const [plain, batched] = (['plain', 'batched'] as const).map((form) =>
    createRims(config, { form, seed: 3 }),
  ) as [SequenceLayer, SequenceLayer];
  expect(await weightsOf(plain)).toEqual(await weightsOf(batched));
});

it('makes a layer of any core, from any stream', async () => {
  const core = lstmCore({ inputWidth: 3, units: 4 });
  const layer = createSequenceLayer(core, new RandomStream(5).split('layer'));
  expect(layer.core).toBe(core);
  const expected = core.initialValues(new RandomStream(5).split('layer'));
  expect(await weightsOf(layer)).toEqual(expected);
});

it('refuses what cannot be', () => {
  expect(thrownCode(() => createRims({ ...config, units: 13 }))).toBe('ERR_CONFIG');
  expect(thrownCode(() => createRims(config, { seed: -1 }))).toBe('ERR_ARGUMENT');
});
