import { structureWarnings } from '../../../src/graphs/search/structureWarnings.ts';

const edge = { cause: 0, effect: 1, support: 3, reversalCost: 0, oriented: false };
const target = (...variables: number[]) => ({ variables, hidden: true, certainty: 0.9 });
const names = ['rain', 'mud', 'boots'];

describe('structureWarnings', () => {
  it('are none where every variable is acted on, seen, and every edge has a direction', () => {
    const edges = [{ ...edge, reversalCost: 2, oriented: true }];
    expect(structureWarnings({ names, edges, targets: [target(0, 2), target(1)] })).toEqual([]);
  });

  it('name variables that nothing is on, edges without a direction, and sets that show nothing', () => {
    const found = { names, edges: [edge], targets: [target(), target(1), target()] };
    const said = [
      'No intervention is on rain, boots: edges there may have no told direction.',
      'The samples do not tell the direction of rain -> mud.',
    ];
    const unseen = (sets: string) => `No effect is seen of ${sets}: no variable changes enough.`;
    expect(structureWarnings(found)).toEqual([
      ...said,
      unseen('interventions[0], interventions[2]'),
    ]);
    expect(structureWarnings(found, ['"hot"', '"wet"', '"cold"'])).toEqual([
      ...said,
      unseen('"hot", "cold"'),
    ]);
  });
});
