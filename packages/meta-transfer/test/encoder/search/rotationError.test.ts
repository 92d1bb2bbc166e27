import { rotationError } from '../../../src/index.ts';

const degree = Math.PI / 180;

describe('rotationError', () => {
  it.each([
    [45, 'U->V', 0],
    [-45, 'V->U', 0],
    [135, 'V->U', 0],
    [-135, 'U->V', 0],
    [45, 'V->U', 90],
    [-45, 'U->V', 90],
    [47, 'U->V', 2],
    [44, 'U->V', 1],
    [-45 + 180 - 3, 'V->U', 3],
    [0, 'U->V', 45],
  ] as const)('%p degrees with %s are %p off', (angle, direction, error) => {
    const found = rotationError({ angle: angle * degree, direction }, -45 * degree);
    expect(found / degree).toBeCloseTo(error, 9);
  });

  it('refuses other directions', () => {
    expect(() => rotationError({ angle: 0, direction: 'A->B' }, 0)).toThrow(/got 'A->B'/);
  });

  it('follows the decoder', () => {
    expect(rotationError({ angle: -0.3, direction: 'U->V' }, 0.3)).toBeCloseTo(0, 12);
  });
});
