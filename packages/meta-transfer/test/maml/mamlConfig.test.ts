import { ConfigError } from '@causal-mechanisms/tensor-utils';
import {
  modelConfigOf,
  resolveMamlConfig,
  resolveMamlModelConfig,
} from '../../src/maml/mamlConfig.ts';

describe('resolveMamlConfig', () => {
  it('has the settings of the sinusoids', () => {
    expect(resolveMamlConfig({})).toEqual({
      hidden: [40, 40],
      activation: 'relu',
      loss: 'meanSquared',
      order: 'second',
      gradient: 'passes',
      innerSteps: 1,
      innerRate: 0.01,
      outerRate: 1e-3,
      tasksPerBatch: 25,
      metaSteps: 70_000,
      initialDeviation: 0.01,
      seed: 1,
    });
  });

  it.each([
    [{ innerRate: 0 }, 'innerRate'],
    [{ outerRate: -1 }, 'outerRate'],
    [{ innerSteps: 0 }, 'innerSteps'],
    [{ tasksPerBatch: 0 }, 'tasksPerBatch'],
    [{ hidden: [0] }, 'hidden.0'],
    [{ order: 'third' }, 'order'],
    [{ gradient: 'tape' }, 'gradient'],
    [{ inerSteps: 2 }, 'did you mean "innerSteps"'],
  ])('refuses %j', (input, message) => {
    expect(() => resolveMamlConfig(input as never)).toThrow(ConfigError);
    expect(() => resolveMamlConfig(input as never)).toThrow(message);
  });
});

describe('modelConfigOf', () => {
  it('takes the widths from the tasks', () => {
    const config = modelConfigOf(resolveMamlConfig({ hidden: [3] }), { inputs: 2, outputs: 4 });
    expect(config).toEqual({
      inputs: 2,
      outputs: 4,
      hidden: [3],
      activation: 'relu',
      loss: 'meanSquared',
      innerRate: 0.01,
    });
  });
});

describe('resolveMamlModelConfig', () => {
  it('refuses widths that are none', () => {
    expect(() => resolveMamlModelConfig({ inputs: 0, outputs: 1 })).toThrow(ConfigError);
    expect(() => resolveMamlModelConfig({ outputs: 1 })).toThrow('inputs');
  });
});
