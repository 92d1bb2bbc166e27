import { readFile } from 'node:fs/promises';
import { FileAccessError, FileFormatError } from '@causal-mechanisms/tensor-utils';
import { fileAccessError, typedFileError } from '../../../src/run/files/fileAccess.ts';

const refused = (code: string, more = {}) => Object.assign(new Error(code), { code, ...more });

describe('fileAccessError', () => {
  it('says in words what the system refused', () => {
    expect(fileAccessError('read a', refused('ENOTDIR'))).toMatchObject({
      name: 'FileAccessError',
      message: 'cannot read a: it is no folder, or lies below a file (ENOTDIR)',
      data: { attempt: 'read a', code: 'ENOTDIR' },
    });
    expect(
      fileAccessError('read a', Object.assign(new Error('the disk is odd'), { code: 'EODD' })),
    ).toMatchObject({
      message: 'cannot read a: the disk is odd',
    });
  });

  it('leaves others as they are', () => {
    const typed = new FileFormatError('odd');
    const plain = new Error('odd');
    expect(fileAccessError('read a', typed)).toBe(typed);
    expect(fileAccessError('read a', plain)).toBe(plain);
    expect(fileAccessError('read a', 'odd')).toBe('odd');
  });
});

describe('typedFileError', () => {
  it('names what the system was asked for', async () => {
    const error: unknown = await readFile('/nowhere/at/all').catch((it: unknown) => it);
    expect(typedFileError(error)).toBeInstanceOf(FileAccessError);
    expect(typedFileError(error)).toMatchObject({
      message: 'cannot open /nowhere/at/all: there is no such file or folder (ENOENT)',
    });
    const zero: unknown = await readFile('a\0b').catch((it: unknown) => it);
    expect(typedFileError(zero)).toMatchObject({
      message: 'cannot use a path: the path holds a zero byte (ERR_INVALID_ARG_VALUE)',
    });
  });

  it('leaves a fault of a program as it is', () => {
    for (const error of [new TypeError('x'), refused('ERR_ASSERTION'), undefined]) {
      expect(typedFileError(error)).toBe(error);
    }
  });
});
