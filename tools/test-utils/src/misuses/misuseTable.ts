import { misuseValues } from './misuseValues.ts';
import type { MisuseRows } from './misuseTypes.ts';
import { publicFunctions } from './publicFunctions.ts';
import type { PublicFunction } from './publicFunctions.ts';
import { disposeAll, tryMisuse, tryRight } from './tryMisuse.ts';

/**
 * The tests of a package's boundary: every public function, constructor and method has a row, works when it is called rightly, and
 * answers each misuse with a typed error whose message begins with its name and names the argument, leaving no tensor behind.
 *
 * Misuses follow from the kind of each right value: null, another type, NaN, a disposed tensor, one of another dtype or rank; and
 * undefined where an argument has no default. Rows add others. To be called in a test file of Jest, after a backend was
 * chosen in a `beforeAll`.
 *
 * @param api - The package: `import * as api from '../src/index.ts'`.
 * @param rows - One per function; methods as `Class.method`. A row may have another name when it has a `call`: for methods of what
 * functions return. A reason in place of a row says why there is none.
 *
 * @example
 * ```ts
 * // in a test file
 * misuseTable(api, {
 *   median: { arguments: () => ({ values: [1, 2, 4] }) },
 *   'FlatAdam.restore': {
 *     arguments: () => ({ self: new api.FlatAdam(1), state: { first: [0], second: [0], steps: 0 } }),
 *   },
 * });
 * ```
 */
export function misuseTable(api: Readonly<Record<string, unknown>>, rows: MisuseRows): void {
  const functions = publicFunctions(api);

  it('has a row of misuses for every public function', () => {
    const missing = [...functions.keys()].filter((name) => !(name in rows));
    expect(missing).toEqual([]);
  });

  for (const [name, row] of Object.entries(rows)) {
    if (typeof row === 'string') continue;
    it(`${name} answers every misuse with a typed error`, async () => {
      const own = functions.get(name);
      const call = (row.call as PublicFunction['call'] | undefined) ?? own?.call;
      if (call === undefined) throw new Error(`expected a call in the row ${name}`);
      const repeated = { owner: row.owner ?? name, make: () => row.arguments(), call };
      expect(await tryRight(repeated)).toBeUndefined();
      const required = row.required ?? (row.call === undefined ? own?.required : undefined);
      const right = await row.arguments();
      const misuses = misuseValues(right, required ?? Infinity, row);
      disposeAll(right);
      const problems: string[] = [];
      for (const misuse of misuses) {
        const problem = await tryMisuse(repeated, misuse);
        if (problem !== undefined) problems.push(problem);
      }
      expect(problems).toEqual([]);
    });
  }
}
