import { metaTransferGradientCounts } from '../../../../src/recipes/meta-transfer/gradient-counts/recipe.ts';
import { tinyLab } from '../../../command/tinyLab.ts';

interface Found {
  readonly name: string;
  readonly value: number;
  readonly outOf?: number;
}

describe('meta-transfer/gradient-counts', () => {
  it('counts N against N + N^2', async () => {
    const tiny = await tinyLab({ recipes: [metaTransferGradientCounts] });
    try {
      const args = ['run', 'meta-transfer/gradient-counts', '--out', 'run', '--json'];
      const { code, out } = await tiny.call(...args, '--set', 'categories=[2,10]');
      expect(code).toBe(0);
      const { measures } = JSON.parse(out) as { measures: Found[] };
      const valueOf = (name: string) => measures.find((one) => one.name === name)?.value;
      expect(valueOf('cause/10/forward/all')).toBe(10);
      expect(valueOf('cause/10/backward/all')).toBe(110);
      expect(valueOf('conditional/10/forward/marginal')).toBe(0);
      expect(valueOf('conditional/2/forward/all')).toBe(4);
      expect(await tiny.text('run', 'report.html')).toContain('N + N^2 = 110');
    } finally {
      await tiny.remove();
    }
  });
});
