import type { Mutant } from '../src/mutants/mutant.ts';
import { reportLines, score } from '../src/report.ts';
import type { Result } from '../src/report.ts';

function result(file: string, status: Result['status'], more: Partial<Mutant> = {}): Result {
  return {
    status,
    mutant: {
      id: 1,
      file,
      line: 3,
      column: 9,
      start: 0,
      end: 5,
      original: 'a + b',
      replacement: 'a - b',
      kind: 'expression',
      ...more,
    },
  };
}

const results = [
  result('src/b.ts', 'killed'),
  result('src/b.ts', 'survived'),
  result('src/b.ts', 'killed'),
  { ...result('src/b.ts', 'survived', { line: 4 }), cut: true },
  result('src/a.ts', 'unreached', { kind: 'statement', original: 'f(\n  x,\n);', replacement: '' }),
];

describe('reportLines', () => {
  it('lists survivors, then a row per file and the total', () => {
    expect(reportLines(results)).toEqual([
      'src/b.ts:3:9  a + b  -> a - b',
      'src/b.ts:4:9  a + b  -> a - b (cut)',
      'src/a.ts:3:9  f( x, );  left out (no test gets here)',
      '',
      'file      mutants  killed  survived   score',
      'src/a.ts        1       0         1   0.0 %',
      'src/b.ts        4       2         2  50.0 %',
      'total           5       2         3  40.0 %',
    ]);
  });

  it('shortens long pieces', () => {
    const long = result('src/a.ts', 'survived', { original: 'x'.repeat(80) });
    expect(reportLines([long])[0]).toBe(`src/a.ts:3:9  ${'x'.repeat(57)}...  -> a - b`);
  });
});

describe('score', () => {
  it('is the share of killed mutants', () => {
    expect(score(results)).toBe(40);
    expect(score([])).toBe(100);
  });
});
