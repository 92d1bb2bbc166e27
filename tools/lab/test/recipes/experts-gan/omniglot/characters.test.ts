import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { chooseCharacters } from '../../../../src/recipes/experts-gan/omniglot/characters.ts';

beforeAll(() => useBackend({ backend: 'wasm' }));

const nowhere = { insisted: false, find: () => Promise.resolve(undefined) };

describe('chooseCharacters', () => {
  it.each(['embedded', 'auto'] as const)('draws glyphs for %s without Omniglot', async (source) => {
    const { images, used } = await chooseCharacters(
      nowhere,
      { source, count: 12 },
      new RandomStream(1),
    );
    expect(images.shape).toEqual([12, 46, 46, 1]);
    expect(used.kind).toBe('synthetic');
    expect(used.description).toMatch(/^12 characters of /);
    images.dispose();
  });

  it('says where Omniglot comes from when it was asked for', async () => {
    const asked = { source: 'omniglot', count: 12 } as const;
    await expect(chooseCharacters(nowhere, asked, new RandomStream(1))).rejects.toThrow(
      'lab data get omniglot',
    );
  });
});
