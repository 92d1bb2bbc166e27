import { compareEdges } from '../../../../src/report/figures/graph/edgeKinds.ts';

/** A graph of four variables from pairs such as `01`. */
function graphOf(...pairs: string[]): number[][] {
  return [0, 1, 2, 3].map((i) => [0, 1, 2, 3].map((j) => Number(pairs.includes(`${i}${j}`))));
}

const written = (edges: ReturnType<typeof compareEdges>): string[] =>
  edges.map(
    ({ cause, effect, kind, directed }) => `${cause}${directed ? '>' : '-'}${effect} ${kind}`,
  );

describe('compareEdges', () => {
  it('knows five ways to compare', () => {
    const truth = graphOf('01', '21', '23', '30');
    const found = graphOf('01', '12', '23', '32', '02');
    expect(written(compareEdges(found, { truth }))).toEqual([
      '0>1 right',
      '0>2 added',
      '3>0 missing',
      '1>2 reversed',
      '2-3 unoriented',
    ]);
  });

  it('gives an undecided edge the direction of the truth, and an added one the first', () => {
    expect(
      written(compareEdges(graphOf('01', '10', '23', '32'), { truth: graphOf('10') })),
    ).toEqual(['1-0 unoriented', '2-3 added']);
  });

  it('takes pairs that somebody calls undecided, in either order', () => {
    const truth = graphOf('01', '12');
    const options = {
      truth,
      unoriented: [
        [1, 0],
        [1, 2],
      ] as const,
    };
    expect(written(compareEdges(graphOf('01', '21'), options))).toEqual([
      '0-1 unoriented',
      '1-2 unoriented',
    ]);
  });

  it('calls edges found where there is no truth', () => {
    expect(written(compareEdges(graphOf('10', '23', '32')))).toEqual([
      '1>0 found',
      '2-3 unoriented',
    ]);
    expect(compareEdges([])).toEqual([]);
  });
});
