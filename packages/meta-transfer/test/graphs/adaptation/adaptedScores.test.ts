import { adaptedScores } from '../../../src/graphs/adaptation/adaptedScores.ts';
import type { KeptScores } from '../../../src/graphs/adaptation/adaptedScores.ts';
import { AdaptiveTables } from '../../../src/graphs/adaptation/adaptiveTables.ts';
import { copies } from '../training/copies.ts';

describe('adaptedScores', () => {
  const data = copies(2000, 200);
  const tables = new AdaptiveTables(data.observational);
  const graphs = new Uint8Array(27);
  graphs[9 + 1] = 1; // 0 -> 1
  graphs[18 + 3] = 1; // 1 -> 0
  const rows = Int32Array.from({ length: 200 }, (_, row) => row);

  it('scores every variable under its parents in each graph', () => {
    const table = data.interventions[0]?.samples ?? data.observational;
    const batches = { table, rows, steps: 4, rate: 0.1 };
    const { scored } = adaptedScores(tables, graphs, batches);
    const cost = (effect: number, causes: number[]) =>
      tables.adapt({ effect, causes }, batches).total;
    expect(Array.from(scored.costs)).toEqual(
      [
        [cost(0, []), cost(1, []), cost(2, [])],
        [cost(0, []), cost(1, [0]), cost(2, [])],
        [cost(0, [1]), cost(1, []), cost(2, [])],
      ].flat(),
    );
    expect(scored.graphs).toBe(graphs);
  });

  it('averages surprise over graphs, and keeps what it knows', () => {
    const batches = { table: data.observational, rows, steps: 2, rate: 0.1 };
    const twice = new Uint8Array(18);
    twice[1] = twice[10] = 1;
    const kept: KeptScores = new Map();
    const { surprise } = adaptedScores(tables, twice, batches, kept);
    expect([...kept.keys()]).toEqual(['0|', '1|0', '2|']);
    const { first } = tables.adapt({ effect: 1, causes: [0] }, batches);
    expect(surprise[1]).toBeCloseTo(first - tables.learnedCost({ effect: 1, causes: [0] }), 12);
    kept.set('1|0', [7, 3]);
    expect(adaptedScores(tables, twice, batches, kept).scored.costs[1]).toBe(7);
  });

  it('is surprised by the variable that was intervened on, under the true graph', () => {
    const truth = new Uint8Array(9);
    truth[1] = truth[5] = 1;
    const worst = data.interventions.map(({ samples }) => {
      const batches = { table: samples, rows, steps: 1, rate: 0.1 };
      const { surprise } = adaptedScores(tables, truth, batches);
      return surprise.indexOf(Math.max(...surprise));
    });
    expect(worst).toEqual([0, 1, 2]);
  });
});
