import { parseConfig } from '@causal-mechanisms/tensor-utils';
import { omniglotSchema } from '../../../../src/recipes/experts-gan/omniglot/settings.ts';

const resolve = (more: object = {}) => parseConfig('recipe', omniglotSchema, more);

describe('omniglotSchema', () => {
  it('chains the shift up-left, inversion and noise of the paper', () => {
    const { chain, mechanisms } = resolve();
    expect(chain.map((m) => mechanisms[m])).toMatchObject([
      { kind: 'shift', dx: -4, dy: -4 },
      { kind: 'invertContrast' },
      { kind: 'addGaussianNoise' },
    ]);
  });

  it.each([
    [{ chain: [0, 1, 1] }, 'must be three different numbers of mechanisms, from 0 to 9'],
    [{ chain: [0, 1, 10] }, 'must be three different numbers of mechanisms, from 0 to 9'],
    [{ chain: [0, 1] }, 'chain'],
    [{ colour: true }, 'characters are grey'],
    [{ characters: { source: 'glyphs' } }, 'source'],
  ])('refuses %j', (more, message) => {
    expect(() => resolve(more)).toThrow(message);
  });
});
