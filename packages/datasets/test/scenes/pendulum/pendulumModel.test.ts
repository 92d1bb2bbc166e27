import { pendulumShadow } from '../../../src/scenes/pendulum/pendulumGeometry.ts';
import { pendulumScenes, pendulumValues } from '../../../src/scenes/pendulum/pendulumModel.ts';
import type { PendulumRows } from '../../../src/scenes/pendulum/pendulumRows.ts';
import { failure } from '../../testFiles.ts';

/** A clean row, a corrupted one, and one whose length is below the floor. */
const rows: PendulumRows = {
  count: 3,
  floor: 2,
  pendulum: Float64Array.of(0, 30, 0),
  light: Float64Array.of(45, 60, 88.5),
  lengthNoise: Float64Array.of(0.5, -0.25, -1),
  positionNoise: Float64Array.of(-1, 2, 0),
  corruptLength: Float64Array.of(3, 4, 5),
  corruptPosition: Float64Array.of(6, 7, 8),
  corrupted: Uint8Array.of(0, 1, 0),
  background: Uint8Array.of(1, 0, 0),
};

const row = (values: Float64Array, i: number) => [...values.subarray(6 * i, 6 * i + 6)];
const close = (values: readonly number[]) =>
  values.map((value) => expect.closeTo(value, 9) as number);

describe('pendulumValues', () => {
  it('adds noise to the closed forms, keeps the floor, and lets corrupted rows be', () => {
    const values = pendulumValues(rows);
    expect(values).toHaveLength(18);
    expect(row(values, 0)).toEqual(close([0, 45, 10, 2.75, 0, 1]));
    expect(row(values, 1)).toEqual([30, 60, 4, 7, 1, 0]);
    expect(row(values, 2)).toEqual(close([0, 88.5, 2, pendulumShadow(0, 88.5).position, 0, 0]));
    expect(pendulumValues({ ...rows, background: null })).toHaveLength(15);
  });

  it('lets the shadow follow a cause with the noise it had', () => {
    const values = pendulumValues(rows, { light: 60 });
    const shadow = pendulumShadow(0, 60);
    expect(row(values, 0)).toEqual(close([0, 60, shadow.length + 0.5, shadow.position - 1, 0, 1]));
    // What was drawn for a corrupted row has no causes.
    expect(row(values, 1)).toEqual([30, 60, 4, 7, 1, 0]);
    // The noise below the floor was not forgotten.
    expect(row(values, 2)[2]).toBeCloseTo(shadow.length - 1, 9);
  });

  it('lets the shadow follow the other cause, and both at once', () => {
    const follows = (pendulum: number, light: number) => {
      const shadow = pendulumShadow(pendulum, light);
      return close([pendulum, light, shadow.length + 0.5, shadow.position - 1, 0, 1]);
    };
    expect(row(pendulumValues(rows, { pendulum: 20 }), 0)).toEqual(follows(20, 45));
    expect(row(pendulumValues(rows, { pendulum: 20, light: 70 }), 0)).toEqual(follows(20, 70));
  });

  it('moves nothing but an effect that is set, without noise or floor', () => {
    const values = pendulumValues(rows, { shadow_length: 1 });
    expect(row(values, 0)).toEqual(close([0, 45, 1, 2.75, 0, 1]));
    expect(row(values, 1)).toEqual([30, 60, 1, 7, 1, 0]);
    expect(row(pendulumValues(rows, { shadow_position: 5 }), 0)).toEqual(
      close([0, 45, 10, 5, 0, 1]),
    );
  });

  it('knows what a row would be with and without corruption', () => {
    expect(row(pendulumValues(rows, { corrupted: 1 }), 0)).toEqual([0, 45, 3, 6, 1, 1]);
    const mended = row(pendulumValues(rows, { corrupted: 0, background: 1 }), 1);
    expect(mended.slice(0, 3)).toEqual(close([30, 60, 9.25]));
    expect(mended.slice(3)).toEqual(close([pendulumShadow(30, 60).position + 2, 0, 1]));
  });
});

describe('pendulumScenes', () => {
  const view = { shape: [1], observe: () => undefined };
  const scenes = pendulumScenes('test', { rows: 10, split: 'valid' }, view);

  it('names set and columns', () => {
    expect(scenes).toMatchObject({ name: 'test/valid', size: 10, shape: [1] });
    expect(scenes.factors).toHaveLength(5);
    expect(scenes.counterfactual({ light: 50 }).values[1]).toBe(50);
  });

  it('refuses targets that the scene cannot show', () => {
    expect(() => scenes.counterfactual({ light: 180 })).toThrow(
      failure('ERR_ARGUMENT', '^test/valid.counterfactual: light must be in'),
    );
    expect(() => scenes.counterfactual({ shadow_length: -1 })).toThrow(
      failure('ERR_ARGUMENT', 'shadow_length must be at least 0, got -1'),
    );
    expect(() => scenes.counterfactual({ background: 1 })).toThrow(
      failure('ERR_ARGUMENT', 'no factor background'),
    );
  });
});
