import { checkMechanism, checkMechanisms } from '../../src/mechanisms/checkMechanisms.ts';
import { identity } from '../../src/index.ts';

describe('checkMechanisms', () => {
  it('takes mechanisms, also those that others wrote', () => {
    const own = { ...identity(), name: 'own' };
    expect(() => checkMechanisms('f', [identity(), own])).not.toThrow();
    expect(() => checkMechanism('f', 'mechanism', own)).not.toThrow();
  });

  it('names the place of what is none', () => {
    expect(() => checkMechanisms('f', [])).toThrow(
      'f: mechanisms must hold at least one mechanism, got none',
    );
    expect(() => checkMechanisms('f', [identity(), null as never])).toThrow(
      'f: mechanisms[1] must be a mechanism, got null',
    );
    expect(() => checkMechanisms('f', 'shift' as never)).toThrow(
      'f: mechanisms must be an array, got string',
    );
    expect(() => checkMechanism('f', 'mechanism', { apply: 1 })).toThrow(
      'f: mechanism must be a mechanism, got [object Object]',
    );
  });
});
