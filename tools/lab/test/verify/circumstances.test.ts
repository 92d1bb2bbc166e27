import { CIRCUMSTANCES, circumstances, headerValues } from '../../src/verify/circumstances.ts';

const place = { page: 'a.md', line: 9 };
const right = { date: '2026-11-29', processor: 'two cores', backend: 'node' };

describe('headerValues', () => {
  it('reads a key a line, with or without quotes', () => {
    expect(headerValues(['date: 2026-11-29', "processor: 'AMD: EPYC'"], 'a.md')).toEqual({
      date: '2026-11-29',
      processor: 'AMD: EPYC',
    });
  });

  it.each([
    [['date 2026'], 'a.md:2: expected a header line such as "date: 2026-11-29", got "date 2026"'],
    [['date: x', 'processor:'], 'a.md:3: expected a header line'],
    [['date: x', 'date: y'], 'a.md:3: date stands twice'],
  ])('refuses %j', (lines, message) => {
    expect(() => headerValues(lines, 'a.md')).toThrow(message);
  });
});

describe('circumstances', () => {
  it('takes a day, a processor and a backend, and what else is known', () => {
    const all = { ...right, backend: 'node, wasm', versions: 'Node 24', commit: 'cf17dba' };
    expect(circumstances(all, place)).toEqual(all);
    expect(circumstances(right, place)).toEqual(right);
    expect(CIRCUMSTANCES).toEqual(['date', 'processor', 'backend', 'versions', 'commit']);
  });

  it.each([
    [{ date: '2026-02-30' }, 'date: expected a day such as 2026-11-29'],
    [{ date: '29.11.2026' }, 'date: expected a day'],
    [{ processor: '' }, 'processor: '],
    [{ backend: 'tensorflow' }, 'backend: expected some of node, '],
    [{ backend: 'node wasm' }, 'backend: expected some of node, '],
    [{ commit: 'main' }, 'commit: expected 7 to 40 digits'],
    [{ seed: '1' }, 'Unrecognized key: "seed"'],
  ])('refuses %j', (changed, message) => {
    expect(() => circumstances({ ...right, ...changed }, place)).toThrow(message);
    expect(() => circumstances({ ...right, ...changed }, place)).toThrow('a.md:9: ');
  });

  it('refuses what lacks one of the three', () => {
    expect(() => circumstances({ date: right.date }, place)).toThrow(/processor: .*; backend: /);
  });
});
