import { encoderMeasures } from '../../../../src/recipes/meta-transfer/encoder/measures.ts';

const outcome = (error: number, direction: string, belief: number) => ({
  angle: 0,
  direction,
  error,
  belief,
  curvature: 0.5,
  path: [],
  scores: [],
});

describe('encoderMeasures', () => {
  it('counts splines within some degrees, and knows the middle and the worst', () => {
    const outcomes = [outcome(0.5, 'U->V', 0.9), outcome(3, 'V->U', 0.2), outcome(20, 'U->V', 0.6)];
    const measures = encoderMeasures([{ learner: 'search', outcomes }]);
    const value = (name: string) => measures.find((measure) => measure.name === `search/${name}`);
    expect(value('within/1')).toMatchObject({ value: 1, outOf: 3 });
    expect(value('within/3')).toMatchObject({ value: 2, main: true });
    expect(value('within/5')?.value).toBe(2);
    expect(value('median')?.value).toBe(3);
    expect(value('largest')?.value).toBe(20);
    expect(value('belief')?.value).toBe(0.8);
    expect(value('forward')?.value).toBe(2);
  });
});
