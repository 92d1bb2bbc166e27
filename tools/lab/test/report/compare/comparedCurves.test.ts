import { comparedCurves } from '../../../src/report/compare/comparedCurves.ts';
import type { KeepFigure } from '../../../src/report/compare/comparedCurves.ts';
import { curvePoints } from '../../../src/report/files/curvesFile.ts';

type Points = readonly (readonly [number, number])[];
type Kept = Record<string, Parameters<KeepFigure>[1]['curves']>;

/** The points of a run with one figure: its curves by name. */
const run = (curves: Readonly<Record<string, Points>>, panels = ['']) =>
  curvePoints(
    'training-1',
    panels.map((panel) => ({
      panel,
      curves: Object.entries(curves).map(([label, points]) => ({ label, points })),
      xTitle: 'step',
      yTitle: 'loss',
    })),
    1,
  );

/** Sections, and what was kept of each figure. */
async function compared(
  runs: Parameters<typeof comparedCurves>[0],
  variants: Parameters<typeof comparedCurves>[1],
) {
  const kept: Kept = {};
  const sections = await comparedCurves(runs, variants, (name, { svg, curves }) => {
    kept[name] = curves;
    return Promise.resolve({ kind: 'figure', svg });
  });
  return { sections, kept };
}

describe('comparedCurves', () => {
  it('draws the median and the range over seeds, where all runs have a point', async () => {
    const runs = [
      run({
        a: [
          [0, 1],
          [1, 5],
          [2, 9],
        ],
      }),
      run({
        a: [
          [0, 3],
          [1, NaN],
          [2, 8],
        ],
      }),
      run({
        a: [
          [0, 2],
          [1, 4],
          [2, 1],
        ],
      }),
    ];
    const { sections, kept } = await compared(runs, [{ label: '', runs: [0, 1, 2] }]);
    expect(sections.map(({ title, text }) => `${title}. ${text ?? ''}`)).toEqual([
      'Curves: training 1. The median over the 3 runs; the shade is from the lowest to the highest.',
    ]);
    expect(kept['training-1']).toEqual([
      {
        panel: '',
        curves: [
          {
            label: 'a',
            points: [
              [0, 2],
              [2, 8],
            ],
            band: [
              [0, 1, 3],
              [2, 1, 9],
            ],
          },
        ],
        xTitle: 'step',
        yTitle: 'loss',
      },
    ]);
    expect(sections[0]?.blocks[0]).toMatchObject({
      svg: expect.stringContaining('>loss<') as string,
    });
  });

  it('draws a curve for each setting, and a panel for each of several curves', async () => {
    const runs = [run({ a: [[0, 1]], b: [[0, 2]] }), run({ a: [[0, 3]], b: [[0, 4]] })];
    const variants = [
      { label: 'x=1', runs: [0] },
      { label: 'x=2', runs: [1] },
    ];
    const { sections, kept } = await compared(runs, variants);
    expect(sections[0]?.text).toBe('A curve for each run.');
    expect(kept['training-1']?.map(({ panel, curves }) => [panel, curves])).toEqual([
      [
        'a',
        [
          { label: 'x=1', points: [[0, 1]] },
          { label: 'x=2', points: [[0, 3]] },
        ],
      ],
      [
        'b',
        [
          { label: 'x=1', points: [[0, 2]] },
          { label: 'x=2', points: [[0, 4]] },
        ],
      ],
    ]);
  });

  it('keeps the panels of a figure, but no more than twenty', async () => {
    const panels = Array.from({ length: 22 }, (_, i) => `p${i}`);
    const runs = [run({ a: [[0, 1]] }, panels), run({ a: [[0, 2]] }, panels)];
    const { sections, kept } = await compared(runs, [{ label: '', runs: [0, 1] }]);
    expect(kept['training-1']).toHaveLength(20);
    expect(sections[0]?.text).toBe('The median over the 2 runs. 2 more are in curves.csv.');
  });

  it('leaves out what one run alone has', async () => {
    const { sections } = await compared([run({ a: [[0, 1]] }), []], [{ label: '', runs: [0, 1] }]);
    expect(sections).toEqual([]);
  });
});
