import { thrownCode } from '@causal-mechanisms/test-utils';
import type { CoreConfig } from '../../src/cores/coreOf.ts';
import { activeModulesAt, checkActiveSchedule, stepSize } from '../../src/training/schedules.ts';
import { resolveSequenceTrainingConfig } from '../../src/training/trainingConfig.ts';
import type { SequenceTrainingConfigInput } from '../../src/training/trainingConfig.ts';
import { copying } from './runs.ts';

const core = { kind: 'rims', units: 12, modules: 6, activeModules: 2 } as const;
const resolve = (input: SequenceTrainingConfigInput) =>
  resolveSequenceTrainingConfig({ core, updates: 100, learningRate: 0.01, ...input }, copying);
const over = (count: number) => Array.from({ length: count }, (_, done) => done);

describe('stepSize', () => {
  it('rises in a line, and then is what it would be without a warm-up', () => {
    const rates = over(6).map((done) => stepSize(resolve({ warmUp: 4 }), done));
    expect(rates).toEqual([0.0025, 0.005, 0.0075, 0.01, 0.01, 0.01]);
  });

  it('rises towards the cosine', () => {
    const finalLearningRate = 0.001;
    const [plain, warm] = [
      resolve({ finalLearningRate }),
      resolve({ finalLearningRate, warmUp: 50 }),
    ];
    expect(stepSize(warm, 24)).toBeCloseTo(stepSize(plain, 24) / 2, 12);
    for (const done of [49, 50, 99, 100]) expect(stepSize(warm, done)).toBe(stepSize(plain, done));
    expect(stepSize(plain, 50)).toBeCloseTo(0.0055, 12);
  });

  it('is the learning rate where nothing is said', () => {
    for (const warmUp of [undefined, 0]) {
      const config = resolve(warmUp === undefined ? {} : { warmUp });
      expect(over(3).map((done) => stepSize(config, done))).toEqual([0.01, 0.01, 0.01]);
    }
  });
});

describe('activeModulesAt', () => {
  const at = (input: SequenceTrainingConfigInput, count = 10) =>
    over(count).map((done) => activeModulesAt(resolve(input), done));

  it('falls in a line to the number of the core', () => {
    const activeSchedule = { from: 6, until: 8 };
    // 6 - done / 2, rounded; from update 8 on the core's own number.
    expect(at({ activeSchedule })).toEqual([6, 6, 5, 5, 4, 4, 3, 3, undefined, undefined]);
  });

  it('is the number of the core where nothing is said', () => {
    expect(at({}, 2)).toEqual([undefined, undefined]);
  });

  it('falls to the fewest of several layers', () => {
    const layers: CoreConfig[] = [
      { ...core, activeModules: 4 },
      { kind: 'bidirectional', core },
    ];
    const activeSchedule = { from: 6, until: 4 };
    const both = at({ core: { kind: 'stack', layers }, activeSchedule }, 5);
    expect(both).toEqual([6, 5, 4, 3, undefined]);
  });
});

describe('checkActiveSchedule', () => {
  it.each([
    ['fewer than are active in the end', core, 1, /from 2, active in the end, to 6, .*got 1/],
    ['more than there are', core, 7, /got 7/],
    ['modules that are none', { kind: 'lstm' }, 2, /no modules that compete/],
    ['modules that are all active', { ...core, inputAttention: false }, 6, /no modules/],
  ] as const)('refuses %s', (_, of, from, says) => {
    const check = () => checkActiveSchedule({ from, until: 9 }, of);
    expect(thrownCode(check)).toBe('ERR_CONFIG');
    expect(check).toThrow(says);
  });

  it.each([2, 6])('takes %s', (from) => {
    expect(() => checkActiveSchedule({ from, until: 9 }, core)).not.toThrow();
  });
});
