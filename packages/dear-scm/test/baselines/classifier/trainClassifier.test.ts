import { useBackend } from '@causal-mechanisms/tensor-utils';
import { trainClassifier } from '../../../src/baselines/classifier/trainClassifier.ts';
import { tinyData } from '../data.ts';

beforeAll(() => useBackend());

describe('trainClassifier', () => {
  it('predicts the target first, then the others in their order', async () => {
    const config = { networks: { kind: 'mlp', width: 4 }, iterations: 1 } as const;
    const options = { target: 'a', alsoPredict: ['both', 'b'], config };
    for await (const event of trainClassifier(tinyData(8), options)) {
      if (event.kind !== 'end') continue;
      expect(event.model.factorNames).toEqual(['a', 'both', 'b']);
      event.model.dispose();
    }
  });
});
