import { findMutants } from '../../src/mutants/findMutants.ts';

/** Every change as `original -> replacement`. */
function changes(text: string): string[] {
  return findMutants(text, 'a.ts').map(
    ({ original, replacement }) => `${original} -> ${replacement}`,
  );
}

describe('findMutants', () => {
  it('exchanges operators', () => {
    expect(changes('a + b')).toEqual(['a + b -> a - b']);
    expect(changes('a <= b')).toEqual(['a <= b -> a < b']);
    expect(changes('a === b')).toEqual(['a === b -> a !== b']);
    expect(changes('a && b')).toEqual(['a && b -> a || b']);
    expect(changes('a += b')).toEqual(['a += b -> a -= b']);
    expect(changes('a ?? b')).toEqual(['a ?? b -> b']);
    expect(changes('-a; !b; i++; --j')).toEqual(['-a -> a', '!b -> b', 'i++ -> i--', '--j -> ++j']);
  });

  it('changes constants, but not the fallbacks that only the compiler asks for', () => {
    expect(changes('f = 3')).toContain('3 -> 4');
    expect(changes('f = 0.25')).toContain('0.25 -> 0.5');
    expect(changes('f = true')).toContain('true -> false');
    expect(changes('(list[i] ?? 0)')).toEqual(['list[i] ?? 0 -> 0']);
    expect(changes('(list[i] ?? -Infinity)')).toEqual(['list[i] ?? -Infinity -> -Infinity']);
    expect(changes('(given ?? 0)')).toEqual(['given ?? 0 -> 0', '0 -> 1']);
    expect(changes('({ 1: a })')).toEqual([]);
  });

  it('changes the first number of a table only', () => {
    expect(changes('(f([1, 2]))')).toEqual(['1 -> 2', '2 -> 3']);
    expect(changes('(f([1, 2, 3, 4, 5, 6, 7, 8, -9]))')).toEqual(['1 -> 2', '-9 -> 9']);
  });

  it('decides conditions both ways, and ends loops', () => {
    expect(changes('if (a) b;')).toEqual(['a -> true', 'a -> false']);
    expect(changes('x = a ? b : c')).toEqual(expect.arrayContaining(['a -> true', 'a -> false']));
    expect(changes('while (a) b;')).toEqual(['a -> false']);
    expect(changes('for (; a; ) b;')).toEqual(['a -> false']);
    expect(changes('while (true) b;')).toEqual(['true -> false']);
  });

  it('exchanges and drops functions of tf, Math and tensors', () => {
    expect(changes('x(tf.add(a, b))')).toContain('tf.add(a, b) -> tf.sub(a, b)');
    expect(changes('x(tf.sqrt(tf.mean(a)))')).toEqual(
      expect.arrayContaining(['tf.sqrt(tf.mean(a)) -> tf.mean(a)', 'tf.mean(a) -> tf.sum(a)']),
    );
    expect(changes('x(Math.max(a, b))')).toContain('Math.max(a, b) -> Math.min(a, b)');
    expect(changes('x(list.some(f))')).toContain('list.some(f) -> list.every(f)');
    expect(changes('(a.mul(b).add(c))')).toEqual([
      'a.mul(b).add(c) -> a.mul(b).sub(c)',
      'a.mul(b) -> a.div(b)',
    ]);
    expect(changes('(a.sqrt())')).toEqual(['a.sqrt() -> a']);
    expect(changes('set.add(a);')).toEqual(['set.add(a); -> ']);
    expect(changes('(other.min(a, b))')).toEqual([]);
    expect(changes('(list?.some(f))')).toEqual([]);
  });

  it('leaves out calls and assignments', () => {
    expect(changes('f(a);')).toEqual(['f(a); -> ']);
    expect(changes('await f(a);')).toEqual(['await f(a); -> ']);
    expect(changes('a.b = c;')).toEqual(['a.b = c; -> ']);
    expect(changes('class A extends B { constructor() { super(); } }')).toEqual([]);
  });

  it('leaves types, imports, errors and texts alone', () => {
    expect(changes("import { a } from './b.ts';")).toEqual([]);
    expect(changes('type A = 1 | 2; interface B { c: 3 }')).toEqual([]);
    expect(changes('let a: 0 | 1;')).toEqual([]);
    expect(changes('throw new RangeError(`${a + 1}`);')).toEqual([]);
    expect(changes("(a + 'b' + c)")).toEqual([]);
  });

  it('says where a mutant is and counts on', () => {
    const [first, second] = findMutants('let a;\n  a = b * 2;\n', 'src/a.ts', 7);
    expect(first).toMatchObject({ id: 7, line: 2, column: 3, kind: 'statement' });
    expect(second).toEqual({
      id: 8,
      file: 'src/a.ts',
      line: 2,
      column: 7,
      start: 13,
      end: 18,
      original: 'b * 2',
      replacement: 'b / 2',
      kind: 'expression',
    });
  });
});
