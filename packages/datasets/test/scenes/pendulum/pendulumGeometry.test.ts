import {
  ballCentre,
  checkAngles,
  pendulumShadow,
  sunCentre,
} from '../../../src/scenes/pendulum/pendulumGeometry.ts';
import { failure } from '../../testFiles.ts';

const RADIANS = Math.PI / 180;

describe('pendulumShadow', () => {
  it.each([
    [0, 45, 9.5, 3.75],
    [30, 60, 9.5, 8.3991],
    [0, 88.5, 0.2488, 9.8363],
    [40.5, 48, 12.6741, 6.4326],
  ])('at %f and %f degrees is %f long at %f', (pendulum, light, length, position) => {
    const shadow = pendulumShadow(pendulum, light);
    expect(shadow.length).toBeCloseTo(length, 4);
    expect(shadow.position).toBeCloseTo(position, 4);
  });

  it.each([
    [-30, 60],
    [12, 130],
    [75, 20],
    [0, 90],
  ])('is what rays through both ends of the pendulum leave at %f and %f', (pendulum, light) => {
    const ray = (x: number, y: number) => x - (y + 0.5) / Math.tan(light * RADIANS);
    const ends = [
      ray(10, 10.5),
      ray(10 + 9.5 * Math.sin(pendulum * RADIANS), 10.5 - 9.5 * Math.cos(pendulum * RADIANS)),
    ] as const;
    const shadow = pendulumShadow(pendulum, light);
    expect(shadow.length).toBeCloseTo(Math.abs(ends[0] - ends[1]), 9);
    expect(shadow.position).toBeCloseTo((ends[0] + ends[1]) / 2, 9);
  });

  it('refuses light that is not above the ground, and angles that are none', () => {
    for (const light of [0, 180, -5, NaN]) {
      expect(() => pendulumShadow(0, light)).toThrow(failure('ERR_ARGUMENT', 'light must be in'));
    }
    expect(() => pendulumShadow(Infinity, 60)).toThrow(
      failure('ERR_ARGUMENT', 'pendulumShadow: pendulum must be a finite number'),
    );
    expect(() => checkAngles('somebody', NaN, 60)).toThrow(failure('ERR_ARGUMENT', '^somebody'));
    expect(() => checkAngles('somebody', 0, 60)).not.toThrow();
  });
});

describe('sunCentre', () => {
  it.each([
    [45, 20],
    [60, 15.7735],
    [88.5, 10.2619],
    [48, 19.004],
  ])('at %f degrees is at x = %f', (light, x) => {
    expect(sunCentre(light)[0]).toBeCloseTo(x, 4);
    expect(sunCentre(light)[1]).toBe(20.5);
  });
});

describe('ballCentre', () => {
  it('hangs 8 below the pivot', () => {
    expect(ballCentre(0)).toEqual([10, 2.5]);
    expect(ballCentre(30)[0]).toBeCloseTo(14, 9);
    expect(ballCentre(30)[1]).toBeCloseTo(10.5 - 8 * Math.cos(30 * RADIANS), 9);
  });
});
