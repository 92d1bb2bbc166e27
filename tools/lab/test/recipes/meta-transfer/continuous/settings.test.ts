import { continuous } from '../../../../src/recipes/meta-transfer/continuous/recipe.ts';
import { splineNames } from '../../../../src/recipes/meta-transfer/continuous/settings.ts';

describe('the settings', () => {
  it('are those of the published run, with 20 splines', () => {
    expect(continuous.resolve({})).toMatchObject({
      mechanism: 'mdn',
      splines: 20,
      episodes: 500,
      trainingSteps: 3000,
    });
    for (const preset of [
      continuous.presets.quick,
      continuous.presets.small ?? {},
      continuous.presets.paper,
    ]) {
      expect(() => continuous.resolve(preset)).not.toThrow();
    }
  });

  it('name a part per spline', () => {
    expect(splineNames({ splines: 2 })).toEqual(['spline-1', 'spline-2']);
  });
});
