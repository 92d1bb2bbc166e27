import { helpLine, helpLines } from '../src/helpLines.ts';
import { count, flag } from '../src/options.ts';

describe('helpLines', () => {
  it('puts what options mean into one column', () => {
    const options = {
      pairs: count({ means: 'how often', byDefault: 5, least: 1 }),
      json: flag('print JSON'),
    };
    expect(helpLines(options)).toEqual([
      '  --pairs N              how often (default: 5)',
      '  --json                 print JSON',
    ]);
    expect(helpLines({ json: options.json }, { indent: 4, width: 8 })).toEqual([
      '    --json   print JSON',
    ]);
  });
});

describe('helpLine', () => {
  it('takes any text', () => {
    expect(helpLine('list', 'the recipes', { indent: 1, width: 6 })).toBe(' list   the recipes');
  });
});
