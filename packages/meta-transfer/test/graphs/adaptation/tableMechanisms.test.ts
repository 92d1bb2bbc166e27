import { AdaptiveTables } from '../../../src/graphs/adaptation/adaptiveTables.ts';
import { tableMechanisms } from '../../../src/graphs/adaptation/tableMechanisms.ts';
import { copies } from '../training/copies.ts';

describe('tableMechanisms', () => {
  it('scores graphs on all samples of an intervention, per sample', async () => {
    const data = copies(500, 40);
    const mechanisms = tableMechanisms(data, { smoothing: 2 });
    const graphs = new Uint8Array(18);
    graphs[9 + 5] = 1; // 1 -> 2 in the second graph
    const tables = new AdaptiveTables(data.observational, { smoothing: 2 });
    const table = data.interventions[1]?.samples ?? data.observational;
    const rows = Int32Array.from({ length: 40 }, (_, row) => row);
    const cost = (effect: number, causes: number[]) =>
      tables.adapt({ effect, causes }, { table, rows, steps: 1, rate: 1 }).first;
    const expected = [
      cost(0, []),
      cost(1, []),
      cost(2, []),
      cost(0, []),
      cost(1, []),
      cost(2, [1]),
    ];
    for (let time = 0; time < 2; time++) {
      const costs = Array.from(await mechanisms.costs(1, graphs));
      costs.forEach((found, place) => {
        expect(found).toBeCloseTo(expected[place] ?? NaN, 12);
      });
    }
    // Another intervention has scores of its own.
    expect((await mechanisms.costs(2, graphs))[0]).not.toBe(expected[0]);
    expect(mechanisms.fit).toBeUndefined();
    mechanisms.dispose();
  });
});
