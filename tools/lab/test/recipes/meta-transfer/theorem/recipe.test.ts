import { metaTransferTheorem } from '../../../../src/recipes/meta-transfer/theorem/recipe.ts';
import { tinyLab } from '../../../command/tinyLab.ts';

interface Found {
  readonly name: string;
  readonly value: number;
  readonly outOf?: number;
}

describe('meta-transfer/theorem', () => {
  it('finds where the belief comes to rest', async () => {
    const tiny = await tinyLab({ recipes: [metaTransferTheorem] });
    try {
      const args = ['run', 'meta-transfer/theorem', '--out', 'run', '--json'];
      const { code, out } = await tiny.call(...args, '--set', 'episodes=40000');
      expect(code).toBe(0);
      const { measures } = JSON.parse(out) as { measures: Found[] };
      const valueOf = (name: string) => measures.find((one) => one.name === name)?.value;
      const of = (deltas: string, key: string) => valueOf(`${deltas}/${key}`) ?? NaN;
      expect(Math.abs(of('+2 in 9 of 10, -10 in 1 of 10', 'final') - 0.8844)).toBeLessThan(0.02);
      expect(of('+2 in 9 of 10, -10 in 1 of 10', 'mean')).toBeCloseTo(0.8, 10);
      expect(of('always +0.1', 'final')).toBeGreaterThan(0.98);
      expect(of('+2 in 9 of 10, -1.5 in 1 of 10', 'resting')).toBe(1);
      expect(await tiny.text('run', 'report.html')).toContain('Drift of the belief');
    } finally {
      await tiny.remove();
    }
  });
});
