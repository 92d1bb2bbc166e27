import { publicFunctions } from '../../src/misuses/publicFunctions.ts';

class Thing {
  static make(size: number, colour = 'red'): string {
    return `${size} ${colour}`;
  }
  readonly #size: number;
  constructor(size: number) {
    this.#size = size;
  }
  get size(): number {
    return this.#size;
  }
  plus(more: number): number {
    return this.#size + more;
  }
  none(): number {
    return this.#size;
  }
}
class Failure extends Error {}

it('lists functions, constructors and methods that take arguments', () => {
  const found = publicFunctions({
    Thing,
    Failure,
    sum: (a: number, b = 1) => a + b,
    nothing: () => 1,
    limit: 3,
  });
  expect([...found.keys()]).toEqual(['Thing', 'Thing.plus', 'Thing.make', 'sum']);
  expect(found.get('sum')?.required).toBe(1);
  expect(found.get('sum')?.call({ a: 1, b: 2 })).toBe(3);
  expect(found.get('Thing.make')?.call({ size: 1 })).toBe('1 red');
  expect(found.get('Thing')?.call({ size: 4 })).toBeInstanceOf(Thing);
  expect(found.get('Thing.plus')?.call({ self: new Thing(4), more: 1 })).toBe(5);
});
