import { metaTransferSameDistribution } from '../../../../src/recipes/meta-transfer/same-distribution/recipe.ts';
import { tinyLab } from '../../../command/tinyLab.ts';

interface Found {
  readonly name: string;
  readonly value: number;
  readonly outOf?: number;
}

describe('meta-transfer/same-distribution', () => {
  it('finds no difference', async () => {
    const tiny = await tinyLab({ recipes: [metaTransferSameDistribution] });
    try {
      const args = ['run', 'meta-transfer/same-distribution', '--out', 'run', '--json'];
      const { code, out } = await tiny.call(...args, '--set', 'truths=2', '--set', 'steps=500');
      expect(code).toBe(0);
      const { measures } = JSON.parse(out) as { measures: Found[] };
      const valueOf = (name: string) => measures.find((one) => one.name === name)?.value;
      expect(measures[0]?.value).toBeLessThan(0.05);
      expect(valueOf('forward')).toBeGreaterThan(0);
      expect(await tiny.text('run', 'report.html')).toContain('One distribution tells nothing');
    } finally {
      await tiny.remove();
    }
  });
});
