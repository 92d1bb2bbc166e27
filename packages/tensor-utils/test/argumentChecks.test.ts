import {
  ArgumentError,
  checkFlag,
  checkFunction,
  checkInstance,
  checkNumber,
  checkOptions,
  checkSignal,
  checkText,
  RandomStream,
} from '../src/index.ts';
import { valueInWords } from '../src/argumentChecks.ts';

function refusal(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof ArgumentError) return error.message;
    throw error;
  }
  return 'taken';
}

it.each([null, undefined, 7, 'text', [], () => 1])('takes %p for no options', (value) => {
  expect(refusal(() => checkOptions('f', value as object))).toMatch(
    /^f: options must be an object, got /,
  );
});

it('gives options back', () => {
  const options = { size: 1 };
  expect(checkOptions('f', options)).toBe(options);
  expect(refusal(() => checkOptions('f', null as never, 'config'))).toBe(
    'f: config must be an object, got null',
  );
});

it('knows numbers and their ranges', () => {
  checkNumber('f', 'x', -1.5);
  checkNumber('f', 'x', 1, { least: 1, most: 1 });
  const wrong = (value: unknown, range = {}) =>
    refusal(() => {
      checkNumber('f', 'x', value as number, range);
    });
  for (const value of [NaN, Infinity, -Infinity, null, undefined, '1', [1], true]) {
    expect(wrong(value)).toMatch(/^f: x must be a finite number, got /);
  }
  expect(wrong(0, { above: 0 })).toBe('f: x must be a finite number above 0, got 0');
  expect(wrong(1, { least: 0, below: 1 })).toBe(
    'f: x must be a finite number of at least 0 and below 1, got 1',
  );
  expect(wrong(3, { most: 2 })).toBe('f: x must be a finite number of at most 2, got 3');
  expect(wrong('1', { least: 0 })).toContain('got "1"');
});

it('knows functions, flags, texts and instances', () => {
  checkFunction('f', 'x', () => 1);
  checkFlag('f', 'x', false);
  checkText('f', 'x', '');
  checkText('f', 'x', 'fast', ['plain', 'fast']);
  checkInstance('f', 'x', new RandomStream(1), RandomStream);
  const wrong = (check: (value: unknown) => void, value: unknown) => refusal(() => check(value));
  expect(wrong((value) => checkFunction('f', 'x', value), {})).toContain('a function, got an obj');
  expect(wrong((value) => checkFlag('f', 'x', value), 1)).toContain('true or false, got 1');
  expect(wrong((value) => checkText('f', 'x', value), null)).toContain('a text, got null');
  expect(wrong((value) => checkText('f', 'x', value, ['plain', 'fast']), 'fats')).toBe(
    'f: x must be plain or fast, got "fats", did you mean "fast"?',
  );
  expect(wrong((value) => checkText('f', 'x', value, ['plain']), 3)).toContain('plain, got 3');
  expect(wrong((value) => checkInstance('f', 'x', value, RandomStream), 3)).toBe(
    'f: x must be a RandomStream, got 3',
  );
  expect(wrong((value) => checkInstance('f', 'x', value, Error), 3)).toBe(
    'f: x must be an Error, got 3',
  );
});

it('says what came in a few words', () => {
  expect(valueInWords(Object.create(null))).toBe('an object');
  expect(valueInWords(Float32Array.of(1))).toBe('a Float32Array');
  expect(valueInWords(Int32Array.of(1))).toBe('an Int32Array');
  expect(valueInWords(Uint8Array.of(1))).toBe('a Uint8Array');
  expect(valueInWords([1, 2])).toBe('an array of 2');
  expect(valueInWords('a'.repeat(100))).toBe(`"${'a'.repeat(60)}..."`);
  expect(valueInWords(Symbol('s'))).toBe('Symbol(s)');
});

it('knows signals', () => {
  checkSignal('f', undefined);
  checkSignal('f', AbortSignal.abort());
  for (const value of [null, {}, new AbortController(), { aborted: true }]) {
    expect(
      refusal(() => {
        checkSignal('f', value);
      }),
    ).toMatch(/^f: signal must be an AbortSignal, got /);
  }
});
