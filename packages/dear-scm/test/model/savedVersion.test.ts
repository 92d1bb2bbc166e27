import { thrownCode } from '@causal-mechanisms/test-utils';
import { checkVersion, SAVED_VERSION } from '../../src/model/savedVersion.ts';

describe('checkVersion', () => {
  it('takes its own version', () => {
    expect(() => checkVersion('M', { version: SAVED_VERSION })).not.toThrow();
  });

  it('refuses another one, and none', () => {
    expect(() => checkVersion('M', {})).toThrow('got undefined');
    const load = () => checkVersion('M', { version: 2 });
    expect(load).toThrow('M.load: expected files of version 1, got 2');
    expect(thrownCode(load)).toBe('ERR_FILE_FORMAT');
  });
});
