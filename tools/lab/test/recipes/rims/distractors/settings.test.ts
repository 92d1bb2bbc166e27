import { coreOf } from '@causal-mechanisms/rims';
import { rimsDistractors } from '../../../../src/recipes/rims/distractors/recipe.ts';
import {
  actorCriticOf,
  policyEntries,
  roomWith,
} from '../../../../src/recipes/rims/distractors/settings.ts';
import type { DistractorsConfig } from '../../../../src/recipes/rims/distractors/settings.ts';

const resolve = (values: object = {}, preset?: 'quick' | 'small' | 'paper') =>
  rimsDistractors.resolve({
    ...(preset === undefined ? {} : rimsDistractors.presets[preset]),
    ...values,
  }) as unknown as DistractorsConfig;

describe('the settings of rims/distractors', () => {
  it('set RIMs against an LSTM with about as many parameters', () => {
    for (const preset of ['quick', 'small', 'paper'] as const) {
      const config = resolve({}, preset);
      const sizes = policyEntries(config).map(
        ({ core }) => coreOf(core, config.encoder.at(-1) ?? 1).layout.length,
      );
      expect(Math.max(...sizes) / Math.min(...sizes)).toBeLessThan(1.03);
    }
  });

  it('make rooms without, with known and with new distractors', () => {
    const { room } = resolve({}, 'quick');
    expect(roomWith(room, 'none').distractors).toEqual([]);
    expect(roomWith(room, 'known').distractors).toHaveLength(4);
    const others = roomWith(room, 'new');
    expect(others.targets).toEqual(roomWith(room, 'known').targets);
    // Boxes of three colours, and two kinds in the new one.
    expect(others.distractors).toHaveLength(5);
    for (const { kind, colour } of others.distractors) {
      expect(kind === 'box' || colour === 'blue').toBe(true);
    }
  });

  it('train a policy by its own settings, at the seed of the run', () => {
    const config = resolve({
      settings: { lstm: { core: { kind: 'lstm', units: 3 }, updates: 7 } },
      models: ['lstm'],
    });
    const [entry] = policyEntries(config);
    if (entry === undefined) throw new Error('expected an entry');
    expect(entry.label).toBe('LSTM 3');
    expect(actorCriticOf(config, entry, 5)).toMatchObject({
      core: { kind: 'lstm', units: 3 },
      updates: 7,
      learningRate: 7e-4,
      environments: 48,
      seed: 5,
    });
    expect(actorCriticOf(config, entry, 5)).not.toHaveProperty('room');
  });

  it.each<[object, string]>([
    [{ models: ['gru'] }, 'unknown model "gru"'],
    [{ room: { size: 3 } }, 'size'],
    [{ room: { view: 4 } }, 'odd'],
    [{ room: { newKinds: ['key'] } }, 'newKinds'],
    [{ room: { newKinds: [], newColours: [] } }, 'newKinds or newColours'],
    [{ room: { size: 4, distractors: 3 } }, 'distractors'],
    [{ settings: { lstm: { core: { kind: 'lsmt' } } }, models: ['lstm'] }, 'lsmt'],
  ])('refuse %j', (values, message) => {
    expect(() => resolve(values)).toThrow(message);
  });
});
