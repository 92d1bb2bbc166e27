import { expectedFigures } from '../../src/verify/figureRecord.ts';

const read = (text: string) => expectedFigures(text.split('\n'), { page: 'a.md', line: 4 });

describe('expectedFigures', () => {
  it('reads values with and without a spread', () => {
    const text = `{
      "accuracy": { "value": 0.52, "spread": 0.02 },
      "found": { "value": 4 },
      "verdict": { "value": "perfect" },
      "reached": { "value": null }
    }`;
    expect(read(text)).toEqual(JSON.parse(text));
  });

  it.each([
    ['{', 'this block of figures is not JSON'],
    ['{}', 'expected at least one figure'],
    ['[1]', 'expected measures such as'],
    ['{ "a": 0.5 }', 'expected measures such as'],
    ['{ "a": { "value": "x", "spread": 1 } }', 'expected measures such as'],
    ['{ "a": { "value": 1, "spread": -1 } }', 'expected measures such as'],
    ['{ "a": { "value": 1, "range": 2 } }', 'expected measures such as'],
  ])('refuses %s', (text, message) => {
    expect(() => read(text)).toThrow(`a.md:4: `);
    expect(() => read(text)).toThrow(message);
  });
});
