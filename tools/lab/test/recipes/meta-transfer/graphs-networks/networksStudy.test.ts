import { useBackend } from '@causal-mechanisms/tensor-utils';
import { runGraphsNetworks } from '../../../../src/recipes/meta-transfer/graphs-networks/networksStudy.ts';
import { graphsNetworksSchema } from '../../../../src/recipes/meta-transfer/graphs-networks/settings.ts';
import type { FollowedTraining } from '../../../../src/run/training/followTraining.ts';

beforeAll(() => useBackend());

describe('runGraphsNetworks', () => {
  it('trains on every graph once, and measures what was found', async () => {
    const config = graphsNetworksSchema.parse({
      kinds: ['chain', 'collider'],
      graphs: 1,
      variables: 3,
      categories: 3,
      observational: 100,
      perTarget: 20,
      training: {
        hidden: 4,
        batchSize: 16,
        draws: 4,
        pretraining: 2,
        updates: 4,
        mechanismSteps: 1,
      },
      evaluateEvery: 2,
    });
    const shown: string[] = [];
    const part = (name: string) => ({
      name,
      async follow({ show, start }: FollowedTraining<{ dispose(): void }>) {
        for await (const event of start({})) {
          if (event.kind === 'evaluation') shown.push(`${name} ${Object.keys(show(event)).join()}`);
          if (event.kind === 'end') return event.model;
        }
        throw new Error('expected an end event');
      },
      finished: (compute: () => Promise<unknown>) => compute(),
    });
    const results = await runGraphsNetworks({ seed: 1, part: part as never }, config);
    expect(results.map(({ entry }) => entry.name)).toEqual(['chain-1', 'collider-1']);
    for (const { value } of results) expect(value.distance).toBeLessThanOrEqual(3);
    expect(shown).toEqual([
      'chain-1 SHD',
      'chain-1 SHD',
      'chain-1 SHD',
      'collider-1 SHD',
      'collider-1 SHD',
      'collider-1 SHD',
    ]);
  });
});
