import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { thrownCode } from '@causal-mechanisms/test-utils';
import { categoricalPair } from '../../../src/causal/pairs/categoricalPair.ts';
import {
  checkChange,
  PAIR_CHANGES,
  transferDistribution,
} from '../../../src/causal/pairs/transferDistribution.ts';
import type { PairChange } from '../../../src/causal/pairs/transferDistribution.ts';

describe('transferDistribution', () => {
  const pair = categoricalPair({
    categories: [3, 4],
    stream: new RandomStream(1),
    direction: 'B->A',
  });
  const changed = (change: PairChange) =>
    transferDistribution(pair, new RandomStream(2), { change });

  it.each<[PairChange, boolean, boolean]>([
    ['cause', true, false],
    ['effect', false, true],
    ['conditional', false, true],
    ['both', true, true],
    ['nothing', false, false],
  ])('changes what it says: %s', (change, marginal, conditional) => {
    const found = changed(change);
    expect(found.marginal !== pair.marginal).toBe(marginal);
    expect(found.conditional !== pair.conditional).toBe(conditional);
    expect(found).toMatchObject({ direction: 'B->A', causes: 3, effects: 4 });
    for (const [values, rows] of [
      [found.marginal, 1],
      [found.conditional, 3],
    ] as const) {
      expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(rows, 10);
    }
  });

  it('cuts the dependence with do(effect), and only then', () => {
    const rowsOf = ({ conditional }: { conditional: Float64Array }) =>
      [0, 4, 8].map((at) => conditional.slice(at, at + 4).join());
    expect(new Set(rowsOf(changed('effect'))).size).toBe(1);
    expect(new Set(rowsOf(changed('conditional'))).size).toBe(3);
  });

  it('changes the cause by default', () => {
    expect(transferDistribution(pair, new RandomStream(2))).toEqual(changed('cause'));
  });

  it('refuses an unknown change', () => {
    expect(thrownCode(() => changed('A' as 'cause'))).toBe('ERR_ARGUMENT');
  });
});

describe('checkChange', () => {
  it('accepts all there are', () => {
    for (const change of PAIR_CHANGES) {
      expect(
        thrownCode(() => {
          checkChange('owner', change);
        }),
      ).toBe(undefined);
    }
  });
});
