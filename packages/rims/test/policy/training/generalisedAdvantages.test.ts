import { generalisedAdvantages } from '../../../src/policy/training/generalisedAdvantages.ts';
import type { AdvantageInput } from '../../../src/policy/training/generalisedAdvantages.ts';

/** Two environments, three steps; the second one's episode ends at its second step. */
const INPUT: AdvantageInput = {
  count: 2,
  rewards: Float32Array.of(1, 0, 0, 4, 2, 1),
  values: Float32Array.of(1, 2, 3, 1, 2, 0),
  ended: Uint8Array.of(0, 0, 0, 1, 0, 0),
  lastValues: Float32Array.of(4, 6),
};

describe('generalisedAdvantages', () => {
  it('sums discounted surprises, by hand', () => {
    const { advantages, returns } = generalisedAdvantages(INPUT, { discount: 0.5, lambda: 0.5 });
    // First: d = 2 + 2 - 2 = 2; d = 0 + 1 - 3 = -2, A = -2 + 2/4; d = 1 + 1.5 - 1 = 1.5, A = 1.5 - 1.5/4.
    // Second: d = 1 + 3 - 0 = 4; the end: d = 4 - 1 = 3; d = 0 + 0.5 - 2, A = -1.5 + 3/4.
    expect([...advantages]).toEqual([1.125, -0.75, -1.5, 3, 2, 4]);
    expect([...returns]).toEqual([2.125, 1.25, 1.5, 4, 4, 4]);
  });

  it('trusts the critic at lambda 0 and the rewards at lambda 1', () => {
    const critic = generalisedAdvantages(INPUT, { discount: 1, lambda: 0 });
    expect([...critic.advantages]).toEqual([3, -1, -1, 3, 4, 7]);
    const rewards = generalisedAdvantages(INPUT, { discount: 1, lambda: 1 });
    // The sum of rewards and what is expected afterwards, up to the end.
    expect([...rewards.returns]).toEqual([7, 4, 6, 4, 6, 7]);
  });

  it('has the usual defaults', () => {
    const usual = generalisedAdvantages(INPUT, { discount: 0.99, lambda: 0.95 });
    expect(generalisedAdvantages(INPUT)).toEqual(usual);
  });

  it('gives nothing for no steps', () => {
    const none = new Float32Array(0);
    const input = { ...INPUT, rewards: none, values: none, ended: new Uint8Array(0) };
    expect(generalisedAdvantages(input).advantages).toHaveLength(0);
  });

  it.each<[string, Partial<AdvantageInput>, string]>([
    ['count', { count: 0 }, 'ERR_ARGUMENT'],
    ['rewards', { count: 4 }, 'ERR_SHAPE'],
    ['rewards', { rewards: Float32Array.of(1, 0, 0, 4, 2, NaN) }, 'ERR_VALUES'],
    ['values', { values: new Float32Array(5) }, 'ERR_SHAPE'],
    ['ended', { ended: Uint8Array.of(0, 0, 0, 2, 0, 0) }, 'ERR_VALUES'],
    ['ended', { ended: [0, 0, 0, 1, 0, 0] as never }, 'ERR_ARGUMENT'],
    ['lastValues', { lastValues: new Float32Array(1) }, 'ERR_SHAPE'],
  ])('refuses its %s', (name, change, code) => {
    const run = () => generalisedAdvantages({ ...INPUT, ...change });
    expect(run).toThrow(expect.objectContaining({ code }) as Error);
    expect(run).toThrow(`generalisedAdvantages: input.${name}`);
  });

  it.each([{ discount: 1.1 }, { discount: -0.1 }, { lambda: NaN }, { lambda: 2 }])(
    'refuses %j',
    (options) => {
      expect(() => generalisedAdvantages(INPUT, options)).toThrow(
        expect.objectContaining({ code: 'ERR_ARGUMENT' }) as Error,
      );
    },
  );
});
