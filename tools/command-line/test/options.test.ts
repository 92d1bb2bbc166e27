import { count, flag, oneOf, someOf, text, value, values } from '../src/options.ts';
import type { Option } from '../src/options.ts';

const help = { placeholder: 'X', means: 'a thing' };

const refusal = (option: Option<unknown>, given: string): unknown => {
  try {
    return option.read([given], 'size');
  } catch (error) {
    return error;
  }
};

describe('flag', () => {
  it('is true when it is given', () => {
    const option = flag('print this');
    expect(option).toMatchObject({ takes: 'nothing', means: 'print this' });
    expect(option.read([''], 'help')).toBe(true);
    expect(option.read([], 'help')).toBe(false);
  });
});

describe('text and value', () => {
  it('take one text, and read it', () => {
    expect(text(help)).toMatchObject({ ...help, takes: 'value' });
    expect(text(help).read(['a=b'], 'out')).toBe('a=b');
    expect(text(help).read([], 'out')).toBeUndefined();
    expect(value(help, Number).read(['3'], 'seed')).toBe(3);
    expect(value(help, Number).read([], 'seed')).toBeUndefined();
  });
});

describe('values', () => {
  it('reads each text, in order', () => {
    expect(values(help, Number)).toMatchObject({ ...help, takes: 'values' });
    expect(values(help, Number).read(['3', '1', '2'], 'set')).toEqual([3, 1, 2]);
    expect(values(help, Number).read([], 'set')).toEqual([]);
  });
});

describe('count', () => {
  const option = count({ means: 'things', byDefault: 5, least: 2 });

  it('reads an integer, or takes the default', () => {
    expect(option).toMatchObject({
      takes: 'value',
      placeholder: 'N',
      means: 'things (default: 5)',
    });
    expect(option.read(['2'], 'size')).toBe(2);
    expect(option.read(['100000'], 'size')).toBe(100_000);
    expect(option.read([], 'size')).toBe(5);
  });

  it.each(['1', '-3', '2.5', 'two', ' 3', '1e3', ''])('refuses "%s"', (given) => {
    expect(refusal(option, given)).toMatchObject({
      code: 'ERR_USAGE',
      message: `--size takes an integer of at least 2, got "${given}"`,
    });
  });

  it('refuses what is too large', () => {
    expect(refusal(option, '100001')).toMatchObject({
      code: 'ERR_USAGE',
      message: '--size takes an integer of at most 100000, got "100001"',
    });
    const small = count({ means: 'things', byDefault: 1, least: 0, most: 3 });
    expect(small.read(['3'], 'size')).toBe(3);
    expect(refusal(small, '4')).toMatchObject({ code: 'ERR_USAGE' });
  });
});

describe('oneOf', () => {
  it('takes a known name', () => {
    const option = oneOf(['wasm', 'node'], 'the backend');
    expect(option.read(['node'], 'backend')).toBe('node');
    expect(option.read([], 'backend')).toBeUndefined();
    expect(refusal(option, 'wsm')).toMatchObject({
      code: 'ERR_USAGE',
      message: 'unknown size "wsm", did you mean "wasm"?',
    });
  });
});

describe('someOf', () => {
  const option = someOf(['fast', 'batched', 'plain'], 'forms');

  it('takes names in their own order, each once, and all by default', () => {
    expect(option.means).toBe('forms: fast,batched,plain or some of them (default: all)');
    expect(option.read(['plain,fast,plain'], 'forms')).toEqual(['fast', 'plain']);
    expect(option.read([], 'forms')).toEqual(['fast', 'batched', 'plain']);
  });

  it.each(['fast,', 'quick'])('refuses "%s"', (given) => {
    expect(refusal(option, given)).toMatchObject({
      code: 'ERR_USAGE',
      message: expect.stringMatching(/^unknown --size "(quick)?"/) as string,
    });
  });
});
