import { curvePoints, curvesText, readCurves } from '../../../src/report/files/curvesFile.ts';

const AXES = { xTitle: 'step', yTitle: 'loss, "mean"' };

describe('curves.csv', () => {
  it('has a line per point, and is read as it was written', () => {
    const points = [
      ...curvePoints(
        'training',
        [
          {
            panel: '',
            curves: [
              {
                label: 'RIMs 6/2',
                points: [
                  [0, 2.5],
                  [10, NaN],
                ],
                band: [
                  [0, 2, 3],
                  [5, 1, 2],
                ],
              },
            ],
            ...AXES,
          },
        ],
        7,
      ),
      ...curvePoints(
        'panels',
        [{ panel: 'up', curves: [{ label: '0', points: [[1, 1]] }], ...AXES }],
        7,
      ),
    ];
    const text = curvesText([{ points }]);
    expect(text).toBe(
      [
        'figure,panel,curve,x,y,low,high,seed,x title,y title',
        'training,,RIMs 6/2,0,2.5,2,3,7,step,"loss, ""mean"""',
        'training,,RIMs 6/2,5,,1,2,7,step,"loss, ""mean"""',
        'training,,RIMs 6/2,10,,,,7,step,"loss, ""mean"""',
        'panels,up,0,1,1,,,7,step,"loss, ""mean"""',
        '',
      ].join('\n'),
    );
    expect(readCurves(text)).toEqual(points);
  });

  it('says of which run each point is, where there are several', () => {
    const points = curvePoints(
      'f',
      [{ panel: '', curves: [{ label: 'a', points: [[0, 1]] }], ...AXES }],
      2,
    );
    const text = curvesText([
      { run: 'seed 1', points },
      { run: 'seed 2', points },
    ]);
    expect(text.split('\n').map((line) => line.slice(0, 10))).toEqual([
      'run,figure',
      'seed 1,f,,',
      'seed 2,f,,',
      '',
    ]);
    expect(readCurves(text)).toEqual([]);
  });

  it('holds nothing where it is another file', () => {
    expect(readCurves('')).toEqual([]);
    expect(readCurves('figure,x\na,1\n')).toEqual([]);
  });
});
