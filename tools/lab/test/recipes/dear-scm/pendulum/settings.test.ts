import { pendulumGraph, pendulumSuperGraph } from '@causal-mechanisms/datasets';
import { resolveDearConfig } from '@causal-mechanisms/dear-scm';
import { dearPendulum } from '../../../../src/recipes/dear-scm/pendulum/recipe.ts';
import {
  dearConfig,
  graphOf,
  pendulumSchema,
  scenesOf,
} from '../../../../src/recipes/dear-scm/pendulum/settings.ts';

it('has the settings of the paper by default, but for the seed', () => {
  const config = pendulumSchema.parse({});
  expect(dearConfig(config, 51)).toEqual(resolveDearConfig());
  expect(dearConfig(config, 3).seed).toBe(3);
  expect(config).toMatchObject({ observations: 'images', size: 64, rows: 'grid', graph: 'true' });
});

it('has presets that resolve', () => {
  const { quick, small = {}, medium = {}, paper } = dearPendulum.presets;
  for (const preset of [quick, small, medium, paper]) {
    expect(() => dearPendulum.resolve(preset)).not.toThrow();
  }
});

it('draws the scenes that were asked for', () => {
  const images = scenesOf(pendulumSchema.parse({ size: 16, rows: 100 }), 'test');
  expect(images.shape).toEqual([16, 16, 3]);
  expect(images.size).toBe(100);
  const features = scenesOf(pendulumSchema.parse({ observations: 'features' }), 'train');
  expect(features.shape).toEqual([32]);
  expect(features.size).toBe(6724);
});

it('knows both graphs', () => {
  expect(graphOf({ graph: 'true' })).toBe(pendulumGraph);
  expect(graphOf({ graph: 'widest' })).toBe(pendulumSuperGraph);
});
