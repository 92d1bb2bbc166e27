import { adaptedScores } from '../../../src/graphs/adaptation/adaptedScores.ts';
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
