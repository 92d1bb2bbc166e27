import { explainedTerms, textsOf } from '../../../src/report/glossary/explain.ts';
import { svgFigure, svgText } from '../../../src/report/figures/svgParts.ts';
import type { ReportSection } from '../../../src/report/section.ts';

const REPORT = { title: 'Copying', headline: '6 % by RIMs 6/2.', cards: [], sections: [] };
const names = (terms: readonly { name: string }[]) => terms.map(({ name }) => name);

describe('explainedTerms', () => {
  it('explains each term where it stands first: in headline, texts, tables, figures, rows of images', () => {
    const svg = svgFigure(
      't',
      [1, 1],
      [svgText(0, 0, 'belief in A->B'), '<rect><title>Delta, for a pointer alone</title></rect>'],
    );
    const sections: ReportSection[] = [
      {
        title: 'One',
        text: 'RIMs and nats.',
        blocks: [
          { kind: 'table', table: { header: ['model', 'CE all steps'], rows: [['LSTM 96', '1']] } },
        ],
      },
      {
        title: 'Two',
        text: 'More nats.',
        blocks: [{ kind: 'figure', svg, caption: 'above chance' }],
      },
      { title: 'Three', blocks: [{ kind: 'images', rows: [{ label: 'do(light)', images: [] }] }] },
    ];
    const found = explainedTerms({ ...REPORT, sections });
    expect(names(found.top)).toEqual(['RIMs']);
    expect(found.sections.map((terms) => names(terms).sort())).toEqual([
      ['LSTM', 'cross entropy', 'nats'],
      ['A->B', 'belief', 'chance'],
      ['do(...)'],
    ]);
  });

  it('does not take a part of a word for a term', () => {
    const headline = 'A natsuke, the boundary, LSTMs-like, an expertise, disbelief.';
    expect(explainedTerms({ ...REPORT, headline }).top).toEqual([]);
  });
});

describe('textsOf', () => {
  it('gives all that one reads in a section', () => {
    const image = { source: '', framed: false, caption: '48°' };
    expect(
      textsOf({
        title: 't',
        blocks: [
          {
            kind: 'images',
            columns: ['c'],
            caption: 'below',
            rows: [{ label: 'r', images: [image] }],
          },
        ],
      }),
    ).toEqual(['t', '', 'below', 'c', 'r', '48°']);
  });
});
