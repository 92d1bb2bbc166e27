import { causalOrders, orderName } from '../../../src/encoder/score/causalOrders.ts';

describe('causalOrders', () => {
  it('lists both directions of two, and all chains of three', () => {
    expect(causalOrders(2)).toEqual([
      [0, 1],
      [1, 0],
    ]);
    expect(causalOrders(3).map(orderName)).toEqual([
      'U->V->W',
      'U->W->V',
      'V->U->W',
      'V->W->U',
      'W->U->V',
      'W->V->U',
    ]);
  });

  it.each([1, 4])('refuses %p coordinates', (dimensions) => {
    expect(() => causalOrders(dimensions)).toThrow(/^causalOrders: dimensions must be/);
  });
});
