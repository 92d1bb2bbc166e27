import { heldRows } from '../../../src/disentanglement/prediction/heldRows.ts';
import { codeOf } from '../../support.ts';

describe('heldRows', () => {
  it('holds out every third row', () => {
    const { train, test } = heldRows('f', 7);
    const column = [10, 11, 12, 13, 14, 15, 16];
    expect([...train(column)]).toEqual([10, 11, 13, 14, 16]);
    expect([...test(column)]).toEqual([12, 15]);
  });

  it('asks for six rows', () => {
    expect(codeOf(() => heldRows('f', 5))).toBe('ERR_ARGUMENT');
    expect(codeOf(() => heldRows('f', 6))).toBeUndefined();
  });
});
