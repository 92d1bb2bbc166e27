import { graphReport } from '../../../src/command/train/graphReport.ts';

describe('graphReport', () => {
  it('shows edges, beliefs and targets', () => {
    const { report, picture } = graphReport(
      {
        names: ['rain', 'mud', 'boots'],
        adjacency: [Uint8Array.of(0, 1, 0), Uint8Array.of(0, 0, 1), Uint8Array.of(0, 0, 0)],
        edgeBeliefs: [
          Float64Array.of(0, 0.9, 0),
          Float64Array.of(0.1, 0, 0.5),
          Float64Array.of(0, 0.5, 0),
        ],
        edges: [
          { cause: 'rain', effect: 'mud', oriented: true, belief: 1, directionBelief: 0.9 },
          { cause: 'mud', effect: 'boots', oriented: false, belief: 1, directionBelief: 0.5 },
        ],
        targets: [
          { variables: ['mud'], found: true, certainty: 0.98 },
          { variables: ['rain'], found: false, certainty: 1 },
          { variables: [], found: true, certainty: 0.7 },
        ],
        draws: 20,
        labels: [],
        assumption: 'Nothing hidden.',
        explanation: '',
        warnings: ['thin'],
      },
      'm.csv',
      {
        names: ['rain', 'mud', 'boots'],
        baseline: { environment: 'usual', rows: 10, cells: {} },
        others: ['one', 'two', 'three'].map((environment) => ({ environment, rows: 5, cells: {} })),
        warnings: [],
      },
    );
    expect(report.headline).toBe('2 edges among 3 columns, 1 of them of unknown direction.');
    expect(report.sections[1]?.text).toBe('Nothing hidden. Note: thin');
    expect(report.sections[2]?.blocks[0]).toMatchObject({
      table: {
        header: ['cause', 'rain', 'mud', 'boots'],
        rows: [['rain', '', '0.90', '0.00'], {}, {}],
      },
    });
    expect(report.sections[3]?.blocks[0]).toMatchObject({
      table: {
        rows: [
          ['one', '5', 'mud', '0.98'],
          ['two', '5', 'rain', 'told'],
          ['three', '5', 'nothing that can be seen', '0.70'],
        ],
      },
    });
    expect(picture).toContain('unoriented: mud');
    expect(picture.match(/Z" fill=/g)).toHaveLength(1);
  });
});
