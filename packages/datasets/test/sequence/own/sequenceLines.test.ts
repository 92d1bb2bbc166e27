import { thrownCode } from '@causal-mechanisms/test-utils';
import { parseSequenceLines, SequenceLines } from '../../../src/sequence/own/sequenceLines.ts';

it('reads a sequence per line, whatever ends lines', () => {
  const text = '\uFEFF{"id":"a","values":[1,2]}\r\n\r\n[3]\n{"values":[4,5,6]}';
  const table = parseSequenceLines(text);
  expect(table.sequences).toEqual([
    { id: 'a', values: Float64Array.of(1, 2) },
    { id: '2', values: Float64Array.of(3) },
    { id: '3', values: Float64Array.of(4, 5, 6) },
  ]);
  expect(parseSequenceLines('[1,2]', { tokens: true })).toMatchObject({ kind: 'tokens' });
});

it('may be handed pieces that are cut anywhere', () => {
  const text = '["a","b"]\n"cd"\n["e"]\n';
  const whole = parseSequenceLines(text);
  for (let cut = 0; cut <= text.length; cut++) {
    const lines = new SequenceLines({ name: 'lines' });
    lines.add(text.slice(0, cut));
    lines.add(text.slice(cut));
    expect(lines.finish()).toEqual(whole);
  }
});

it.each([
  ['', 'lines: there is no sequence in it'],
  ['\n \n', 'lines: there is no sequence in it'],
  ['[1]\n\n[1,', 'lines: line 3: this is no JSON'],
  ['[1]\n[NaN]', 'lines: line 2: this is no JSON'],
  ['[1]\n"a"', 'lines: line 2: got tokens, where the sequences before hold numbers'],
  ['[1]\n[2,null]', 'lines: line 2, step 2: expected finite numbers, got null'],
  ['[1]\n[1e999]', 'lines: line 2, step 1: expected finite numbers, got Infinity'],
  ['[1]\n[[1,2]]', 'lines: line 2: got 2 numbers per step'],
])('refuses %j', (text, message) => {
  expect(() => parseSequenceLines(text)).toThrow(message);
  expect(thrownCode(() => parseSequenceLines(text))).toBe('ERR_FILE_FORMAT');
});
