import {
  ArgumentError,
  BackendError,
  CausalMechanismsError,
  CheckpointError,
  ConfigError,
  DisposedError,
  FileAccessError,
  FileFormatError,
  ShapeError,
  ValuesError,
} from '../src/index.ts';

const kinds = [
  { Kind: ArgumentError, name: 'ArgumentError', code: 'ERR_ARGUMENT' },
  { Kind: ShapeError, name: 'ShapeError', code: 'ERR_SHAPE' },
  { Kind: ValuesError, name: 'ValuesError', code: 'ERR_VALUES' },
  { Kind: ConfigError, name: 'ConfigError', code: 'ERR_CONFIG' },
  { Kind: FileFormatError, name: 'FileFormatError', code: 'ERR_FILE_FORMAT' },
  { Kind: FileAccessError, name: 'FileAccessError', code: 'ERR_FILE_ACCESS' },
  { Kind: BackendError, name: 'BackendError', code: 'ERR_BACKEND' },
  { Kind: CheckpointError, name: 'CheckpointError', code: 'ERR_CHECKPOINT' },
  { Kind: DisposedError, name: 'DisposedError', code: 'ERR_DISPOSED' },
];

describe.each(kinds)('$name', ({ Kind, name, code }) => {
  it('carries its code, data and cause', () => {
    const cause = new Error('below');
    const error = new Kind('expected 1, got 2', { data: { expected: 1 }, cause });
    expect(error).toBeInstanceOf(CausalMechanismsError);
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe(name);
    expect(error.code).toBe(code);
    expect(error.message).toBe('expected 1, got 2');
    expect(error.data).toEqual({ expected: 1 });
    expect(error.cause).toBe(cause);
    expect(String(error)).toBe(`${name}: expected 1, got 2`);
  });

  it('has empty data and no cause by default', () => {
    const error = new Kind('no');
    expect(error.data).toEqual({});
    expect(Object.hasOwn(error, 'cause')).toBe(false);
  });
});

describe('CausalMechanismsError', () => {
  it('takes any code', () => {
    const error = new CausalMechanismsError('ERR_OF_MINE', 'no');
    expect(error.code).toBe('ERR_OF_MINE');
    expect(error.name).toBe('CausalMechanismsError');
  });
});
