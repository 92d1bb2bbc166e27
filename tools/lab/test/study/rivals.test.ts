import { rivals } from '../../src/study/rivals.ts';

function result(kind: string, label: string, right: number) {
  return { entry: { name: label, label, kind }, right };
}

type Result = ReturnType<typeof result>;

const KINDS = [
  ({ kind }: Result['entry']) => kind === 'causal',
  ({ kind }: Result['entry']) => kind === 'vae',
];

const named = (results: readonly Result[]) =>
  rivals(results, KINDS, ({ right }) => right).map(({ title }) => title);

describe('rivals', () => {
  it('are the best of every kind in its order, and say out of how many', () => {
    const small = result('causal', 'small', 0.5);
    const large = result('causal', 'large', 0.9);
    const vae = result('vae', 'VAE', 0.3);
    const gan = result('gan', 'GAN', 1);
    expect(named([vae, small, large, gan])).toEqual(['large (best of 2)', 'VAE']);
    expect(rivals([small, large], KINDS, ({ right }) => right)[0]?.result).toBe(large);
    expect(named([gan, vae])).toEqual(['VAE']);
  });

  it('are the best of all where there is none of the kinds, and the first of equals', () => {
    expect(named([result('gan', 'GAN', 1), result('flow', 'flow', 1)])).toEqual([
      'GAN (best of 2)',
    ]);
    expect(named([])).toEqual([]);
  });
});
