import { openSession } from '../../../src/panels/direction/session.ts';
import type { AdaptationUpdate } from '../../../src/panels/direction/adaptation.ts';
import type { GraphBeliefs } from '../../../src/panels/direction/graphSearch.ts';

const { signal } = new AbortController();

describe('the session of directions', () => {
  const session = openSession({ base: '/' });

  test('reports what happens on the way', async () => {
    const kinds = new Set<string>();
    const request = { seed: 1, categories: 3, changed: 'cause', episodes: 8, pace: 0 } as const;
    const report = ({ kind }: AdaptationUpdate) => kinds.add(kind);
    await session.adapt(request, { signal, report });
    expect([...kinds]).toEqual(['truth', 'adapting', 'belief', 'answer']);
  });

  test('reports every search', async () => {
    const draws: number[] = [];
    const request = { seed: 1, draws: 2, observational: 400, perTarget: 40 };
    const report = ({ draw }: GraphBeliefs) => draws.push(draw);
    await session.graph(request, { signal, report });
    expect(draws).toEqual([1, 2]);
  });
});
