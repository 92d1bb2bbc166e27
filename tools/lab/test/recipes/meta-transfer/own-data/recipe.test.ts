import { metaTransferOwnData } from '../../../../src/recipes/meta-transfer/own-data/recipe.ts';
import { tinyLab } from '../../../command/tinyLab.ts';

describe('meta-transfer/own-data', () => {
  it('measures how often answers are right, wrong and missing', async () => {
    const tiny = await tinyLab({ recipes: [metaTransferOwnData] });
    try {
      const args = [
        'run',
        'meta-transfer/own-data',
        '--set',
        'truths=2',
        '--set',
        'curves=1',
        '--out',
        'run',
        '--json',
      ];
      const { code, out } = await tiny.call(...args);
      expect(code).toBe(0);
      const { measures } = JSON.parse(out) as { measures: { name: string; value: number }[] };
      expect(measures[0]).toMatchObject({ name: 'wrong', outOf: 20 });
      expect(measures).toHaveLength(71);
      expect(measures.every(({ value }) => value >= 0)).toBe(true);
      expect(await tiny.text('run', 'report.html')).toContain('changed: conditional');
    } finally {
      await tiny.remove();
    }
  });
});
