import { metaTransferDirection } from '../../../../src/recipes/meta-transfer/direction/recipe.ts';
import { tinyLab } from '../../../command/tinyLab.ts';

interface Found {
  readonly name: string;
  readonly value: number;
  readonly outOf?: number;
}

describe('meta-transfer/direction', () => {
  it('becomes certain of the truth in both directions', async () => {
    const tiny = await tinyLab({ recipes: [metaTransferDirection] });
    try {
      const args = ['run', 'meta-transfer/direction', '--out', 'run', '--json'];
      const { code, out } = await tiny.call(
        ...args,
        '--set',
        'truths=5',
        '--set',
        'episodes=200',
        '--set',
        'optimiser.learningRate=0.1',
      );
      expect(code).toBe(0);
      const { measures } = JSON.parse(out) as { measures: Found[] };
      const valueOf = (name: string) => measures.find((one) => one.name === name)?.value;
      expect(measures[0]).toMatchObject({ name: 'certain', value: 10, outOf: 10 });
      expect(valueOf('10 categories, B->A/smallest')).toBeGreaterThan(0.99);
      expect(valueOf('10 categories, A->B/ratio')).toBeLessThan(1);
      expect(valueOf('10 categories, A->B/median')).toBeLessThan(200);
      expect(await tiny.text('run', 'report.html')).toContain('authors');
    } finally {
      await tiny.remove();
    }
  });
});
