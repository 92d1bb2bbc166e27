import { graphInWords } from '../../src/answers/graphWords.ts';

describe('graphInWords', () => {
  it('has a line per edge and per target that was found', () => {
    const answer = {
      draws: 20,
      edges: [
        { cause: 'rain', effect: 'mud', oriented: true, belief: 1, directionBelief: 0.9 },
        { cause: 'mud', effect: 'boots', oriented: false, belief: 0.75, directionBelief: 0.375 },
      ],
      targets: [
        { variables: ['mud'], found: true, certainty: 0.987 },
        { variables: [], found: true, certainty: 0.5 },
        { variables: ['rain'], found: false, certainty: 1 },
      ],
    };
    const edges = [
      'rain -> mud: an edge in 100 % of 20 draws, this way in 90 %.',
      'mud - boots: an edge in 75 % of 20 draws; the data do not tell its direction.',
    ];
    expect(graphInWords(answer).split('\n')).toEqual([
      ...edges,
      'Intervention 1 changed mud (certainty 0.99).',
      'Intervention 2 changed nothing that can be seen (certainty 0.50).',
    ]);
    expect(graphInWords(answer, ['"hosed"', '"dry"', '"monsoon"']).split('\n')).toEqual([
      ...edges,
      '"hosed" changed mud (certainty 0.99).',
      '"dry" changed nothing that can be seen (certainty 0.50).',
    ]);
  });

  it('says so where there is no edge', () => {
    expect(graphInWords({ draws: 1, edges: [], targets: [] })).toMatch(/^No variable depends/);
  });
});
