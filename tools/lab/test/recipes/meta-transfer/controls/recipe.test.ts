import { metaTransferControls } from '../../../../src/recipes/meta-transfer/controls/recipe.ts';
import { tinyLab } from '../../../command/tinyLab.ts';

interface Found {
  readonly name: string;
  readonly value: number;
  readonly outOf?: number;
}

describe('meta-transfer/controls', () => {
  it('shows what is said where something else was changed', async () => {
    const tiny = await tinyLab({ recipes: [metaTransferControls] });
    try {
      const args = ['run', 'meta-transfer/controls', '--out', 'run', '--json'];
      const { code, out } = await tiny.call(
        ...args,
        '--set',
        'truths=4',
        '--set',
        'episodes=100',
        '--set',
        'pairs=[100]',
      );
      expect(code).toBe(0);
      const { measures } = JSON.parse(out) as { measures: Found[] };
      const valueOf = (name: string) => measures.find((one) => one.name === name)?.value;
      const two = (control: string) => valueOf(`${control}/two hypotheses say/A->B`);
      expect(two('cause changed')).toBe(4);
      expect(two('effect changed, do(B)')).toBe(0);
      expect(two('conditional changed')).toBe(0);
      expect(two('independent, A changed')).toBe(4);
      expect(measures[0]).toMatchObject({ name: 'right', value: 20, outOf: 20 });
      expect(valueOf('independent, B changed/4 x 100 pairs/independent')).toBe(4);
      expect(await tiny.text('run', 'report.html')).toContain('do(B)');
    } finally {
      await tiny.remove();
    }
  });
});
