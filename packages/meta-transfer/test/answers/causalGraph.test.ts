import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { causalGraph } from '../../src/answers/causalGraph.ts';

/** Rain makes wet, wet makes slippery; either may be set by hand instead. */
function measured(stream: RandomStream, rows: number, acted?: 'rain' | 'wet') {
  const chance = (share: number): boolean => stream.uniform() < share;
  const rain = Array.from({ length: rows }, () => chance(acted === 'rain' ? 0.9 : 0.4));
  const wet = rain.map((it) => chance(acted === 'wet' ? 0.5 : it ? 0.9 : 0.1));
  return { rain, wet, slippery: wet.map((it) => chance(it ? 0.8 : 0.05)) };
}

describe('causalGraph', () => {
  it.each([1, 2, 3])('finds a chain and the hidden target, seed %d', async (seed) => {
    const stream = new RandomStream(seed);
    const answer = await causalGraph(
      {
        observational: measured(stream, 2000),
        interventions: [{ target: null, samples: measured(stream, 2000, 'wet') }],
      },
      { seed },
    );
    expect(answer.names).toEqual(['rain', 'wet', 'slippery']);
    expect(answer.adjacency.map((row) => row.join(''))).toEqual(['010', '001', '000']);
    expect(answer.edges.every(({ oriented, belief }) => oriented && belief > 0.7)).toBe(true);
    expect(answer.targets).toEqual([
      { variables: ['wet'], found: true, certainty: expect.any(Number) as number },
    ]);
    expect(answer.explanation).toContain('Intervention 1 changed wet');
  });

  it('says what changed in sets that have names', async () => {
    const stream = new RandomStream(1);
    const data = {
      observational: measured(stream, 1000),
      interventions: (['wet', undefined] as const).map((acted) => ({
        target: null,
        samples: measured(stream, 1000, acted),
      })),
    };
    const environments = ['usual', 'hosed', 'also usual'];
    const { explanation, warnings } = await causalGraph(data, { draws: 1, environments });
    expect(explanation).toContain('"hosed" changed wet (certainty 1.00).');
    expect(explanation).toContain('"also usual" changed nothing that can be seen');
    expect(warnings.at(-1)).toBe('No effect is seen of "also usual": no variable changes enough.');
    await expect(causalGraph(data, { environments: ['usual', 'hosed'] })).rejects.toThrow(
      'causalGraph: environments must name each of the 3 sets, the usual one first, got 2',
    );
  });

  it('tells no direction that its own draws do not agree on', async () => {
    const stream = new RandomStream(4);
    const data = {
      observational: measured(stream, 400),
      interventions: [{ target: null, samples: measured(stream, 80, 'wet') }],
    };
    const { edges, explanation } = await causalGraph(data, { seed: 4 });
    const [edge] = edges;
    expect([edge?.cause, edge?.effect, edge?.oriented]).toEqual(['rain', 'wet', false]);
    expect(edge?.directionBelief).toBeLessThan(0.5);
    expect(explanation).toContain('rain - wet: an edge in 100 % of 20 draws; the data do not tell');
  });

  it('uses targets that are told', async () => {
    const stream = new RandomStream(4);
    const data = {
      observational: measured(stream, 2000),
      interventions: [{ target: 'wet', samples: measured(stream, 400, 'wet') }],
    };
    const { adjacency, targets } = await causalGraph(data, { draws: 2 });
    expect(adjacency.map((row) => row.join(''))).toEqual(['010', '001', '000']);
    expect(targets).toEqual([{ variables: ['wet'], found: false, certainty: 1 }]);
  });

  it('marks edges whose direction the data do not tell', async () => {
    const observational = measured(new RandomStream(5), 3000);
    const { edges, edgeBeliefs, explanation } = await causalGraph(
      { observational, interventions: [] },
      { draws: 3 },
    );
    expect(edges.map(({ oriented }) => oriented)).toEqual([false, false]);
    expect(edgeBeliefs[0]?.[1]).toBeCloseTo(0.5, 12);
    expect(edgeBeliefs[1]?.[0]).toBeCloseTo(0.5, 12);
    expect(explanation).toContain('do not tell its direction');
  });

  it('finds no edge between independent columns', async () => {
    const stream = new RandomStream(6);
    const toss = () => Array.from({ length: 1000 }, () => stream.uniform() < 0.5);
    const { edges, explanation } = await causalGraph(
      { observational: [toss(), toss()], interventions: [] },
      { draws: 2 },
    );
    expect(edges).toEqual([]);
    expect(explanation).toMatch(/^No variable/);
  });

  it('repeats itself, and stops when it is told to', async () => {
    const data = { observational: measured(new RandomStream(7), 200), interventions: [] };
    expect(await causalGraph(data, { draws: 3 })).toEqual(await causalGraph(data, { draws: 3 }));
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(causalGraph(data, { signal })).rejects.toThrow('enough');
    await expect(causalGraph(data, { draws: 0 })).rejects.toThrow(/draws/);
  });
});
