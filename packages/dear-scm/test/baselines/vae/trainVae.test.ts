import { useBackend } from '@causal-mechanisms/tensor-utils';
import { trainVae } from '../../../src/baselines/vae/trainVae.ts';
import { tinyData } from '../data.ts';

beforeAll(() => useBackend());

const config = { networks: { kind: 'mlp', width: 4 }, batchSize: 4, iterations: 1 } as const;

describe('trainVae', () => {
  it('takes edges in words, whose factors become the first coordinates', async () => {
    for await (const event of trainVae(tinyData(8), { graph: 'b -> a', config })) {
      if (event.kind !== 'end') continue;
      expect(event.model.factorNames).toEqual(['b', 'a']);
      event.model.dispose();
    }
  });

  it.each<[string, object, string]>([
    ['a factor that is not there', { graph: 'light -> a', config }, 'ERR_ARGUMENT'],
    ['an impossible setting', { graph: 'b -> a', config: { seed: -1 } }, 'ERR_CONFIG'],
  ])('refuses %s', async (_, options, code) => {
    await expect(trainVae(tinyData(8), options as never).next()).rejects.toMatchObject({ code });
  });
});
