import { nearestName } from '../src/index.ts';

describe('nearestName', () => {
  const known = ['iterations', 'experts', 'batchSize', 'seed'];

  it.each([
    ['iteratons', 'iterations'],
    ['Experts', 'experts'],
    ['batchsize', 'batchSize'],
    ['sede', 'seed'],
    ['batch-size', 'batchSize'],
  ])('takes %p for %p', (typed, meant) => {
    expect(nearestName(typed, known)).toBe(meant);
  });

  it.each(['', 'momentum', 'x', 'exp'])('has no idea about %p', (typed) => {
    expect(nearestName(typed, known)).toBeUndefined();
  });

  it('does not take one short name for another that shares nothing with it', () => {
    expect(nearestName('lr', ['id', 'k'])).toBeUndefined();
    expect(nearestName('x', ['y'])).toBeUndefined();
    expect(nearestName('K', ['k'])).toBe('k');
  });

  it('costs nothing for a name of a megabyte', () => {
    const many = Array.from({ length: 1000 }, (_, i) => `image${i}.png`);
    const start = performance.now();
    expect(nearestName('x'.repeat(2 ** 20), many)).toBeUndefined();
    expect(performance.now() - start).toBeLessThan(500);
  });

  it('prefers the nearest', () => {
    expect(nearestName('filter', ['filtering', 'filters'])).toBe('filters');
    expect(nearestName('a', [])).toBeUndefined();
  });
});
