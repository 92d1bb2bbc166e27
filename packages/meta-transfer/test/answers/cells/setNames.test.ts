import { setNames } from '../../../src/answers/cells/setNames.ts';

const places = ['training', 'transfers[0]', 'transfers[1]'];
const named = (environments: readonly string[]) => setNames('f', places, environments);

describe('setNames', () => {
  it('are places, or what the caller calls them', () => {
    expect(setNames('f', places, undefined)).toEqual(places);
    expect(named(['mild', 'hot', 'co$&ld'])).toEqual(['"mild"', '"hot"', '"co$&ld"']);
  });

  it('are as many as sets', () => {
    const message = (count: number) =>
      `f: environments must name each of the 3 sets, the usual one first, got ${count}`;
    for (const environments of [[], ['mild', 'hot'], ['mild', 'hot', 'cold', 'wet']]) {
      expect(() => named(environments)).toThrow(
        expect.objectContaining({
          code: 'ERR_SHAPE',
          message: message(environments.length),
        }) as Error,
      );
    }
  });

  it.each([
    [['mild', '', 'hot'], 'f: environments[1] must not be empty'],
    [['mild', 'hot', 'mild'], 'f: environments must differ, got "mild" twice'],
    [['mild', 'hot', 7 as unknown as string], 'f: environments[2] must be a text, got 7'],
    ['mild' as unknown as string[], 'f: environments must be an array, got "mild"'],
  ])('refuse %j', (environments, message) => {
    expect(() => named(environments)).toThrow(
      expect.objectContaining({ code: 'ERR_ARGUMENT', message }) as Error,
    );
  });
});
