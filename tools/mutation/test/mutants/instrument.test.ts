import { runInNewContext } from 'node:vm';
import { findMutants } from '../../src/mutants/findMutants.ts';
import { instrument } from '../../src/mutants/instrument.ts';
import { ASK } from '../../src/worker/mutantSwitch.ts';

/** Runs the body of a function under each of its mutants; the first value is the one without any. */
function values(body: string): unknown[] {
  const mutants = findMutants(body, 'a.ts');
  const code = instrument(body, mutants);
  return [0, ...mutants.map(({ id }) => id)].map((active) => {
    const found: unknown[] = [];
    runInNewContext(code, { found, [ASK]: (id: number) => id === active });
    return found;
  });
}

describe('instrument', () => {
  it('holds the original and every mutant', () => {
    // Left out; minus for plus; 3 for 2; minus for plus within; 4 for 3; 5 for 4.
    expect(values('found.push(2 + 3 * 4);')).toEqual([[14], [], [-10], [15], [2.75], [18], [17]]);
  });

  it('keeps what else belongs to', () => {
    expect(values('if (found.length) found.push(1); else found.push(2);')[0]).toEqual([2]);
  });

  it('writes mutants of one place side by side', () => {
    const body = 'let a = 5; if (a > 3) found.push(a);';
    // None; 6 for 5; always; never; at least; 4 for 3; left out.
    expect(values(body)).toEqual([[5], [6], [5], [], [5], [5], []]);
  });

  it('drops types, and leaves texts without mutants as they are', () => {
    expect(instrument('export const a: string = b as string;', [])).toBe('export const a = b;\n');
  });
});
