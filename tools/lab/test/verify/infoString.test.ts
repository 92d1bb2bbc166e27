import { blockInfo, measures } from '../../src/verify/infoString.ts';

const place = { page: 'a.md', line: 3 };

describe('blockInfo', () => {
  it('reads language, flags and values', () => {
    expect(blockInfo('sh cheap backend=wasm processor="AMD EPYC, two cores" id=', place)).toEqual({
      language: 'sh',
      flags: ['cheap'],
      values: { backend: 'wasm', processor: 'AMD EPYC, two cores', id: '' },
    });
    expect(blockInfo('', place)).toEqual({ language: '', flags: [], values: {} });
  });

  it.each([
    ['sh id=a id=b', 'a.md:3: id= stands twice'],
    ['sh processor="AMD', 'a.md:3: expected processor="a value", got processor="AMD'],
  ])('refuses %s', (info, message) => {
    expect(() => blockInfo(info, place)).toThrow(message);
  });
});

describe('measures', () => {
  it.each([
    ['sh', true],
    ['sh cheap', true],
    ['ts measured', true],
    ['ts', false],
    ['json figures', false],
    ['text measured', false],
  ])('of %s is %s', (info, expected) => {
    expect(measures(blockInfo(info, place))).toBe(expected);
  });
});
