import type { EnvironmentBatch, EnvironmentStep } from '@causal-mechanisms/datasets';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import {
  checkEnvironment,
  checkObservations,
  startEnvironments,
  stepEnvironments,
} from '../../../src/policy/training/environmentChecks.ts';
import { corridor } from '../environments.ts';

const GOOD = corridor(3);
const start = () => GOOD.start(2, new RandomStream(1));
const failure = (code: string) => expect.objectContaining({ code }) as Error;

describe('the checks of an environment', () => {
  it('pass what fits', () => {
    checkEnvironment('f', GOOD);
    const batch = startEnvironments('f', GOOD, 2, new RandomStream(1));
    checkObservations('f', 'observe()', batch.observe(), 2, GOOD);
    const { rewards } = stepEnvironments('f', batch, Int32Array.of(0, 1), GOOD);
    expect(rewards).toEqual(new Float32Array(2).fill(-0.05));
  });

  it.each<[string, object]>([
    ['name', { name: 3 }],
    ['observationWidth', { observationWidth: 0 }],
    ['actions', { actions: 1.5 }],
    ['start', { start: 7 }],
  ])('refuse its %s', (name, change) => {
    expect(() => {
      checkEnvironment('f', { ...GOOD, ...change });
    }).toThrow(failure('ERR_ARGUMENT'));
    expect(() => {
      checkEnvironment('f', { ...GOOD, ...change });
    }).toThrow(`f: environment.${name}`);
  });

  it.each<[string, object | null]>([
    ['nothing', null],
    ['another count', { ...start(), count: 3 }],
    ['no step', { ...start(), step: undefined }],
    ['no observe', { ...start(), observe: undefined }],
  ])('refuse what start gives: %s', (_, given) => {
    const environment = { ...GOOD, start: () => given as EnvironmentBatch };
    expect(() => startEnvironments('f', environment, 2, new RandomStream(1))).toThrow(
      failure('ERR_ARGUMENT'),
    );
  });

  it.each<[string, object | null, string]>([
    ['step()', null, 'ERR_ARGUMENT'],
    ['observations', { observations: new Float32Array(5) }, 'ERR_SHAPE'],
    ['observations', { observations: new Float32Array(6).fill(NaN) }, 'ERR_VALUES'],
    ['observations', { observations: new Array(6).fill(0) }, 'ERR_ARGUMENT'],
    ['rewards', { rewards: new Float32Array(3) }, 'ERR_SHAPE'],
    ['rewards', { rewards: Float32Array.of(0, Infinity) }, 'ERR_VALUES'],
    ['ended', { ended: Uint8Array.of(0, 2) }, 'ERR_VALUES'],
    ['ended', { ended: [false, true] }, 'ERR_ARGUMENT'],
    ['succeeded', { succeeded: Uint8Array.of(0) }, 'ERR_SHAPE'],
  ])('refuse what step gives: %s', (name, change, code) => {
    const batch = start();
    const good = batch.step(Int32Array.of(0, 0));
    const spoiled = { ...batch, step: () => (change === null ? change : { ...good, ...change }) };
    const step = () =>
      stepEnvironments('f', spoiled as EnvironmentBatch, Int32Array.of(0, 0), GOOD);
    expect(step).toThrow(failure(code));
    expect(step).toThrow(name);
  });

  it('pass flags of success', () => {
    const batch = start();
    const flagged: EnvironmentBatch = {
      ...batch,
      step: (actions): EnvironmentStep => ({
        ...batch.step(actions),
        succeeded: Uint8Array.of(1, 0),
      }),
    };
    expect(stepEnvironments('f', flagged, Int32Array.of(0, 0), GOOD).succeeded?.[0]).toBe(1);
  });
});
