import { StructureScore } from '../../../src/index.ts';
import { describeStructure } from '../../../src/graphs/search/describeStructure.ts';
import { noisyChain, plain } from '../noisyChain.ts';

describe('describeStructure', () => {
  it('gives each edge its support and the price of its reversal', () => {
    const { data, graph } = noisyChain({ order: [0, 1, 2], rows: 300, perTarget: 60 });
    const score = new StructureScore(data);
    const parents = [[], [0], [1]];
    const result = describeStructure(score, { parents, freed: [[0], [1], [2]] });
    expect(plain(result.adjacency)).toEqual(graph);
    expect(result.score).toBeCloseTo(score.scoreOf(graph), 9);
    const [first, second] = result.edges;
    expect([first?.cause, first?.effect, second?.cause, second?.effect]).toEqual([0, 1, 1, 2]);
    expect(first?.support).toBeCloseTo(score.local(1, [0]) - score.local(1, []), 9);
    const reversed = [
      [0, 0, 0],
      [1, 0, 1],
      [0, 0, 0],
    ];
    expect(first?.reversalCost).toBeCloseTo(result.score - score.scoreOf(reversed), 9);
    expect(result.edges.every(({ oriented }) => oriented)).toBe(true);
    expect(result.warnings).toEqual([]);
    expect(result.comparedWith(graph)).toBeCloseTo(0, 9);
    expect(result.comparedWith(reversed)).toBeCloseTo(first?.reversalCost ?? 0, 9);
  });

  it('marks edges whose direction cannot be told, and warns', () => {
    const { data } = noisyChain({ order: [0, 1, 2], rows: 300, perTarget: 0 });
    const state = { parents: [[], [0], [1]], freed: [[], [], []] };
    const { edges, warnings } = describeStructure(new StructureScore(data), state);
    expect(edges.map(({ oriented, reversalCost }) => [oriented, reversalCost])).toEqual([
      [false, 0],
      [false, 0],
    ]);
    expect(warnings).toEqual([
      'No intervention is on x0, x1, x2: edges there may have no told direction.',
      'The samples do not tell the direction of x0 -> x1, x1 -> x2.',
    ]);
  });

  it('knows reversals that close a cycle', () => {
    const { data } = noisyChain({ order: [0, 1, 2], rows: 50, perTarget: 9 });
    const state = { parents: [[], [0], [0, 1]], freed: [[0], [1], [2]] };
    const { edges } = describeStructure(new StructureScore(data), state);
    expect(edges.find(({ cause, effect }) => cause === 0 && effect === 2)?.reversalCost).toBe(
      Infinity,
    );
  });

  it('says how certain hidden targets are', () => {
    const { data } = noisyChain({ order: [0, 1, 2], rows: 500, perTarget: 100, hidden: true });
    const score = new StructureScore(data);
    const parents = [[], [0], [1]];
    const { targets, warnings } = describeStructure(score, { parents, freed: [[], [1], []] });
    const gain = (variable: number, batch: number) => {
      const on = variable === 1 ? [1] : [];
      const more = [...new Set([...on, batch])].sort();
      return (
        score.local(variable, parents[variable] ?? [], more) -
        score.local(variable, parents[variable] ?? [], on)
      );
    };
    expect(targets.map(({ variables }) => variables)).toEqual([[], [1], []]);
    // None against each single variable.
    const none = 1 / (1 + Math.exp(gain(0, 0)) + Math.exp(gain(1, 0)) + Math.exp(gain(2, 0)));
    expect(targets[0]?.certainty).toBeCloseTo(none, 9);
    expect(targets[1]?.certainty).toBeGreaterThan(0.999);
    expect(targets[1]?.hidden).toBe(true);
    expect(warnings[1]).toBe(
      'No effect is seen of interventions[0], interventions[2]: no variable changes enough.',
    );
  });

  it('takes several variables of one intervention apart', () => {
    const { data } = noisyChain({ order: [0, 1, 2], rows: 500, perTarget: 100, hidden: true });
    const score = new StructureScore(data);
    const parents = [[], [0], [1]];
    const { targets } = describeStructure(score, { parents, freed: [[1], [1], []] });
    expect(targets[1]?.variables).toEqual([0, 1]);
    const on = [0, 1].map(
      (v) => score.local(v, parents[v] ?? [], [1]) - score.local(v, parents[v] ?? [], []),
    );
    const off = score.local(2, [1], [1]) - score.local(2, [1], []);
    const product = [...on, -off].reduce((all, gain) => all / (1 + Math.exp(-gain)), 1);
    expect(targets[1]?.certainty).toBeCloseTo(product, 9);
  });
});
