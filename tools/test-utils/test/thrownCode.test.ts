import { thrownCode } from '../src/index.ts';

const coded = Object.assign(new Error('bad'), { code: 'ERR_BAD' });

it('gives the code of what was thrown, and nothing where nothing was', () => {
  expect(
    thrownCode(() => {
      throw coded;
    }),
  ).toBe('ERR_BAD');
  expect(thrownCode(() => 1)).toBeUndefined();
});

it('throws on what has no code', () => {
  const planless = new Error('nobody planned this');
  const throwing = () =>
    thrownCode(() => {
      throw planless;
    });
  expect(throwing).toThrow(planless);
});
