import * as tf from '@tensorflow/tfjs';
import { memoryCheckpoints, useBackend } from '@causal-mechanisms/tensor-utils';
import { thrownCode } from '@causal-mechanisms/test-utils';
import { rimsCore } from '../../src/cores/rims/rimsCore.ts';
import { resolveSequenceTrainingConfig } from '../../src/training/trainingConfig.ts';
import type { SequenceTrainingConfigInput } from '../../src/training/trainingConfig.ts';
import { normals, someParameters } from '../cores/coreChecks.ts';
import { copying, expectSame, tiny, train } from './runs.ts';

beforeAll(() => useBackend());

const OPTIONS: Readonly<Record<string, SequenceTrainingConfigInput>> = {
  'a warm-up': { warmUp: 6 },
  'fewer and fewer active modules': { activeSchedule: { from: 3, until: 7 } },
  'clipped parameters': { clipping: 'parameter', clipNorm: 0.05 },
  'clipped modules': { clipping: 'module', clipNorm: 0.05 },
  'normalised keys': { core: { ...tiny.core, inputKeyNorm: true } },
  'larger projections': { core: { ...tiny.core, projectionDeviation: 0.1 } },
};

describe.each(Object.entries(OPTIONS))('training with %s', (_, option) => {
  it('differs from training without, and goes on from a checkpoint as if it had not stopped', async () => {
    const config = { ...tiny, ...option };
    const plain = await train(copying, { config: tiny });
    const whole = await train(copying, { config });
    expect(whole.values).not.toEqual(plain.values);
    const store = memoryCheckpoints();
    const begun = await train(copying, { config, checkpoints: { store, every: 4 } }, 4);
    const resume = (await store.latest())?.state;
    const resumed = await train(copying, { config, resume });
    expectSame(resumed.values, whole.values);
    for (const { model } of [plain, whole, begun, resumed]) model.dispose();
  });
});

it('leaves a run as it was where options say what is the default', async () => {
  const plain = await train(copying, { config: tiny });
  const said = await train(copying, { config: { ...tiny, warmUp: 0, clipping: 'whole' } });
  expectSame(said.values, plain.values);
  plain.model.dispose();
  said.model.dispose();
});

it('never has fewer modules active than the core has', async () => {
  const core = rimsCore({ inputWidth: 3, units: 12, modules: 4, activeModules: 2 });
  const x = normals<tf.Rank.R3>([3, 2, 3], 1);
  const { activation } = core.run(someParameters(core), x, { activeModules: 1 });
  expect(new Set(await activation?.sum(2).data())).toEqual(new Set([2]));
});

it('has more modules active at first, and the core’s own number in what it predicts', async () => {
  const core = rimsCore({ inputWidth: 3, units: 12, modules: 4, activeModules: 1 });
  const parameters = someParameters(core);
  const x = normals<tf.Rank.R3>([3, 2, 3], 1);
  for (const form of ['plain', 'batched', 'fast'] as const) {
    const made = rimsCore({ inputWidth: 3, units: 12, modules: 4, activeModules: 1 }, { form });
    for (const [activeModules, expected] of [
      [undefined, 1],
      [3, 3],
      [9, 4],
    ] as const) {
      const options = activeModules === undefined ? {} : { activeModules };
      const active = await made.run(parameters, x, options).activation?.sum(2).data();
      expect(new Set(active)).toEqual(new Set([expected]));
    }
    expect(thrownCode(() => made.run(parameters, x, { activeModules: 0.5 }))).toBe('ERR_ARGUMENT');
  }
});

it.each<[string, SequenceTrainingConfigInput]>([
  ['a warm-up below 0', { warmUp: -1 }],
  ['half an update of warm-up', { warmUp: 0.5 }],
  ['a schedule without an end', { activeSchedule: { from: 3 } as never }],
  ['more modules than there are', { activeSchedule: { from: 4, until: 5 } }],
  ['an unknown clipping', { clipping: 'modules' as never }],
  ['modules of a core without', { core: { kind: 'lstm' }, clipping: 'module' }],
])('refuses %s', (_, option) => {
  const resolve = () => resolveSequenceTrainingConfig({ ...tiny, ...option }, copying);
  expect(thrownCode(resolve)).toBe('ERR_CONFIG');
});
