import { resultText } from '../../../src/report/files/resultFile.ts';

const RUN = {
  recipe: 'a/b',
  preset: 'quick',
  seed: 3,
  backend: 'wasm',
  measures: [
    {
      name: 'right',
      label: 'right, of all',
      value: 4,
      outOf: 5,
      paper: '5 of 5',
      format: 'integer',
    },
    { name: 'rims/ce', label: 'loss', model: 'RIMs', value: null },
    { name: 'verdict', label: 'verdict', value: 'perfect' },
  ],
} as const;

describe('result.csv', () => {
  it('has a line per figure', () => {
    expect(resultText([RUN])).toBe(
      [
        'name,label,model,value,out of,format,paper,recipe,preset,seed,backend',
        'right,"right, of all",,4,5,integer,5 of 5,a/b,quick,3,wasm',
        'rims/ce,loss,RIMs,,,,,a/b,quick,3,wasm',
        'verdict,verdict,,perfect,,,,a/b,quick,3,wasm',
        '',
      ].join('\n'),
    );
  });

  it('names each of several runs', () => {
    const [header, ...lines] = resultText([RUN, { ...RUN, seed: 4 }], ['one', 'two'])
      .trim()
      .split('\n');
    expect(header).toMatch(/^run,name,/);
    expect(lines.map((line) => line.split(',')[0])).toEqual([
      ...['one', 'one', 'one'],
      ...['two', 'two', 'two'],
    ]);
  });
});
