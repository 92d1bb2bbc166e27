import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  isCudaFile,
  isTensorflowFile,
  parseRecord,
  unpackWheel,
} from '../../../linker/tensorflow/unpackWheel.mjs';
import { itWithPython, PYTHON } from '../python.ts';
import { temporaryFolder } from '../temporaryFolder.ts';
import { wheelOf, zipOf } from '../zipOf.ts';

const library = { name: 'tensorflow/libtensorflow_cc.so.2', content: 'library' };

describe('isTensorflowFile', () => {
  it.each([
    ['tensorflow/libtensorflow_cc.so.2', true],
    ['tensorflow/libtensorflow_framework.2.dylib', true],
    ['tensorflow/include/tensorflow/c/c_api.h', true],
    ['tensorflow/include/xla/tsl/c/tsl_status.h', true],
    ['tensorflow_cpu-2.21.0.dist-info/METADATA', true],
    ['tensorflow/include/Eigen/Core', false],
    ['tensorflow/python/ops.py', false],
    ['other/tensorflow/libtensorflow_cc.so.2', false],
  ])('%s: %s', (name, wanted) => {
    expect(isTensorflowFile(name)).toBe(wanted);
  });
});

describe('isCudaFile', () => {
  it.each([
    ['nvidia/cudnn/lib/libcudnn.so.9', true],
    ['nvidia/cuda_nvcc/bin/ptxas', true],
    ['nvidia/cudnn/include/cudnn.h', false],
    ['nvidia/__init__.py', false],
    ['elsewhere/lib.so', false],
  ])('%s: %s', (name, wanted) => {
    expect(isCudaFile(name)).toBe(wanted);
  });
});

describe('parseRecord', () => {
  it('reads plain and quoted paths and skips lines without a hash', () => {
    const hash = 'ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0';
    const record = parseRecord(`a.so,sha256=${hash},3\r\n"b,""c",sha256=${hash},4\nRECORD,,\n`);
    expect([...record]).toEqual([
      ['a.so', { sha256: hash, size: 3 }],
      ['b,"c', { sha256: hash, size: 4 }],
    ]);
  });
});

describe('unpackWheel', () => {
  const folder = temporaryFolder();
  const write = (bytes: Buffer): string => {
    const path = join(folder(), 'tiny-1.0-py3-none-any.whl');
    writeFileSync(path, bytes);
    return path;
  };
  const unpack = (wheel: string) =>
    unpackWheel(wheel, folder(), { python: PYTHON, isWanted: isTensorflowFile });

  itWithPython('unpacks what is wanted and nothing else', async () => {
    const wheel = write(wheelOf([library, { name: 'tensorflow/big.py', content: 'x' }]));
    const files = await unpack(wheel);
    expect(files.map(({ path, size }) => [path, size])).toEqual([[library.name, 7]]);
    expect(readFileSync(join(folder(), library.name), 'utf8')).toBe('library');
    expect(existsSync(join(folder(), 'tensorflow/big.py'))).toBe(false);
  });

  itWithPython('refuses a file that is not what RECORD states', async () => {
    const wheel = write(wheelOf([library], [library.name]));
    await expect(unpack(wheel)).rejects.toMatchObject({
      code: 'ERR_NATIVE_HASH',
    });
  });

  itWithPython('refuses a file that RECORD does not name', async () => {
    const wheel = write(zipOf([library, { name: 'tiny-1.0.dist-info/RECORD', content: '' }]));
    await expect(unpack(wheel)).rejects.toMatchObject({
      code: 'ERR_NATIVE_HASH',
    });
  });

  itWithPython('refuses a file that is shorter than announced', async () => {
    const wheel = write(wheelOf([{ ...library, announced: 8 }]));
    await expect(unpack(wheel)).rejects.toThrow('shorter than announced');
  });

  itWithPython('refuses an archive without RECORD', async () => {
    const wheel = write(zipOf([library]));
    await expect(unpack(wheel)).rejects.toMatchObject({
      code: 'ERR_NATIVE_ARCHIVE',
    });
  });

  itWithPython(
    'refuses an archive that announces terabytes, before it unpacks a byte',
    async () => {
      const huge = Array.from({ length: 5 }, (_, i) => ({
        ...library,
        name: `tensorflow/include/tsl/${i}.h`,
        announced: 0xfffffffe,
      }));
      const wheel = write(wheelOf(huge));
      await expect(unpack(wheel)).rejects.toMatchObject({
        code: 'ERR_NATIVE_ARCHIVE',
      });
      expect(existsSync(join(folder(), 'tensorflow'))).toBe(false);
    },
  );
});
