import { NativeError } from '../../linker/nativeError.mjs';

describe('NativeError', () => {
  it('carries a code, one line, what came before and the output of a command', () => {
    const cause = new Error('before');
    const error = new NativeError('ERR_NATIVE_BUILD', 'line', { cause, detail: 'output' });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: 'NativeError', code: 'ERR_NATIVE_BUILD', message: 'line' });
    expect([error.cause, error.detail]).toEqual([cause, 'output']);
  });

  it('has no cause and no detail by itself', () => {
    const error = new NativeError('ERR_NATIVE_TOOLS', 'line');
    expect('cause' in error).toBe(false);
    expect(error.detail).toBe('');
  });
});
