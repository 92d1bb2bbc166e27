import { ArgumentError, ShapeError, ValuesError } from '@causal-mechanisms/tensor-utils';
import { checkBallOptions } from '../../src/physics/ballOptions.ts';
import type { BouncingBallsOptions } from '../../src/physics/ballOptions.ts';

describe('checkBallOptions', () => {
  it('has defaults in the manner of the published data', () => {
    const checked = checkBallOptions('test', {});
    expect(checked).toMatchObject({
      size: 50_000,
      steps: 51,
      height: 64,
      width: 64,
      balls: { least: 4, most: 4 },
      colours: [[255]],
      curtain: null,
      soft: false,
      masses: null,
      box: { width: 1, height: 1 },
    });
    expect(checked.radii).toEqual(Array.from({ length: 4 }, () => ({ least: 0.06, most: 0.12 })));
  });

  it('measures in shorter sides of the frame', () => {
    expect(checkBallOptions('test', { height: 32, width: 48 }).box).toEqual({
      width: 1.5,
      height: 1,
    });
  });

  it('gives one number to all balls, and turns colours into bytes', () => {
    const checked = checkBallOptions('test', {
      balls: 2,
      radii: 0.1,
      masses: 3,
      colours: [
        [1, 0.5, 0],
        [0, 0, 1],
      ],
    });
    expect(checked.radii).toEqual([
      { least: 0.1, most: 0.1 },
      { least: 0.1, most: 0.1 },
    ]);
    expect(checked.masses).toEqual([3, 3]);
    expect(checked.colours).toEqual([
      [255, 128, 0],
      [0, 0, 255],
    ]);
    expect(checkBallOptions('test', { colours: 'palette' }).colours).toHaveLength(6);
  });

  it.each<[string, BouncingBallsOptions, RegExp]>([
    ['no ball', { balls: 0 }, /balls must be an integer from 1/],
    ['a range from no ball', { balls: { least: 0, most: 3 } }, /balls\.least/],
    ['a range that falls', { balls: { least: 5, most: 3 } }, /balls\.least/],
    ['a radius of 0', { radii: 0 }, /radii must be a finite number above 0, got 0/],
    ['a radius below 0 among others', { balls: 2, radii: [0.1, -0.1] }, /radii\[1\].*above 0/],
    ['a radius of less than half a pixel', { radii: 0.005 }, /radii.*at least 0.0078125/],
    ['a range of radii that falls', { radii: { least: 0.1, most: 0.05 } }, /radii\.most/],
    ['a mass of 0', { masses: 0 }, /masses must be a finite number above 0/],
    ['a mass below 0 among others', { balls: 2, masses: [1, -1] }, /masses\[1\]/],
    ['a mass whose products are no numbers', { masses: 1e-310 }, /masses.*1e-150/],
    ['masses that are too unlike', { balls: 2, masses: [1e10, 1] }, /factor of at most 100000000/],
    ['one ball that is too large', { balls: 1, radii: 0.5 }, /must fit side by side/],
    ['too many balls', { balls: 17, radii: 0.119 }, /17 balls of radii up to 0.119 must fit/],
    ['balls that may become too many', { balls: { least: 1, most: 40 } }, /must fit/],
    ['no speed', { speed: 0 }, /speed/],
    ['no colour', { colours: [] }, /colours must have at least one/],
    ['no frame', { steps: 0 }, /steps/],
    ['a frame of one pixel', { height: 1 }, /height/],
    ['more numbers than memory holds', { steps: 2 ** 20, height: 512 }, /numbers of a sequence/],
  ])('refuses %s', (_, options, message) => {
    const refused = () => checkBallOptions('test', options);
    expect(refused).toThrow(ArgumentError);
    expect(refused).toThrow(message);
  });

  it('wants as many radii and masses as balls, and colours in range', () => {
    expect(() => checkBallOptions('test', { radii: [0.1] })).toThrow(ShapeError);
    expect(() => checkBallOptions('test', { masses: [1, 2, 3, 4, 5] })).toThrow(ShapeError);
    expect(() => checkBallOptions('test', { colours: [[1, 0, 2]] })).toThrow(ValuesError);
  });
});
