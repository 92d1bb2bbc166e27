import { metaTransferAdaptation } from '../../../../src/recipes/meta-transfer/adaptation/recipe.ts';
import { tinyLab } from '../../../command/tinyLab.ts';

interface Found {
  readonly name: string;
  readonly value: number;
  readonly outOf?: number;
}

describe('meta-transfer/adaptation', () => {
  it('shows that the hypothesis whose module was changed adapts faster', async () => {
    const tiny = await tinyLab({ recipes: [metaTransferAdaptation] });
    try {
      const args = ['run', 'meta-transfer/adaptation', '--out', 'run', '--json'];
      const { code, out } = await tiny.call(
        ...args,
        '--set',
        'truths=3',
        '--set',
        'transfers=3',
        '--set',
        'batchSizes=["expected",20]',
      );
      expect(code).toBe(0);
      const { measures } = JSON.parse(out) as { measures: Found[] };
      const valueOf = (name: string) => measures.find((one) => one.name === name)?.value;
      const after = (change: string, key: string) => valueOf(`${change}/expected/${key}/10`) ?? NaN;
      expect(after('cause', 'forward')).toBeGreaterThan(after('cause', 'backward') + 0.1);
      expect(after('effect', 'backward')).toBeGreaterThan(after('effect', 'forward') + 0.1);
      expect(valueOf('cause/20/forward/0')).toBeCloseTo(valueOf('cause/20/backward/0') ?? NaN, 8);
      expect(await tiny.text('run', 'report.html')).toContain('intervention on the effect');
    } finally {
      await tiny.remove();
    }
  });
});
