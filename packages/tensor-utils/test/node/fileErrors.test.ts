import { FileAccessError } from '../../src/index.ts';
import { fileAccessError, messageOf, systemCode, systemReason } from '../../src/node/fileErrors.ts';
import { systemError } from './fullDisk.ts';

describe('systemCode', () => {
  it('reads the code of anything thrown', () => {
    expect(systemCode(systemError('ENOENT'))).toBe('ENOENT');
    expect(systemCode({ code: 'EIO' })).toBe('EIO');
    for (const other of [new Error('x'), { code: 5 }, null, undefined, 'ENOENT']) {
      expect(systemCode(other)).toBeUndefined();
    }
  });
});

describe('messageOf', () => {
  it('reads the message of anything thrown', () => {
    expect(messageOf(new Error('broken'))).toBe('broken');
    expect(messageOf({ message: 'from elsewhere' })).toBe('from elsewhere');
    expect([messageOf('text'), messageOf(null), messageOf({ message: 1 })]).toEqual([
      'text',
      'null',
      '[object Object]',
    ]);
  });
});

describe('systemReason', () => {
  it.each<[string, string]>([
    ['ENOENT', 'there is no such file or folder (ENOENT)'],
    ['ENOTDIR', 'it is no folder, or lies below a file (ENOTDIR)'],
    ['ENAMETOOLONG', 'the name is too long (ENAMETOOLONG)'],
    ['ELOOP', 'links lead in a circle (ELOOP)'],
    ['EODD', 'EODD: for the test'],
    ['toString', 'toString: for the test'],
  ])('says what %s means', (code, words) => {
    expect(systemReason(systemError(code))).toBe(words);
  });

  it('says what anything else says', () => {
    expect([systemReason(new Error('why')), systemReason('text')]).toEqual(['why', 'text']);
  });
});

describe('fileAccessError', () => {
  it('says in words what a code means, and keeps the cause', () => {
    const cause = systemError('ENOSPC');
    const error = fileAccessError('owner', 'write /a', cause);
    expect(error).toBeInstanceOf(FileAccessError);
    expect(error.message).toBe('owner: cannot write /a: no space is left on the disk (ENOSPC)');
    expect(error.data).toEqual({ attempt: 'write /a', code: 'ENOSPC' });
    expect(error.cause).toBe(cause);
  });

  it('hands on the words of what it does not know', () => {
    expect(fileAccessError('owner', 'read /a', systemError('EODD')).message).toBe(
      'owner: cannot read /a: EODD: for the test',
    );
    expect(fileAccessError('owner', 'read /a', new Error('why')).message).toBe(
      'owner: cannot read /a: why',
    );
  });
});
