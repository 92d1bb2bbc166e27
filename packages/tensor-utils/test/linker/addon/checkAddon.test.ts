import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { checkAddon } from '../../../linker/addon/checkAddon.mjs';
import { temporaryFolder } from '../temporaryFolder.ts';

const tfjs = createRequire(import.meta.url).resolve('@tensorflow/tfjs');

describe('checkAddon', () => {
  const folder = temporaryFolder();

  /** Checks a package that is stock TensorFlow.js, which computes right, with a change. */
  function check(change: string) {
    const lines = [
      `const tf = { ...require(${JSON.stringify(tfjs)}) };`,
      "tf.backend().binding = { TF_Version: '9.8.7' };",
      change,
      'module.exports = tf;',
    ];
    writeFileSync(join(folder(), 'index.js'), lines.join('\n'));
    const name = '@tensorflow/tfjs-node';
    return checkAddon({
      name,
      version: '4.22.0',
      folder: folder(),
      addon: join(folder(), 'addon'),
    });
  }

  it('tells the version of TensorFlow, and whether it is on a GPU', async () => {
    expect(await check('')).toEqual({ tensorflow: '9.8.7', gpu: false });
    expect(await check('tf.backend().isUsingGpuDevice = true;')).toEqual({
      ...{ tensorflow: '9.8.7', gpu: true },
    });
  });

  it.each([
    ['does not load', "throw new Error('no library');", 'no library'],
    ['multiplies wrongly', 'tf.matMul = (a) => a;', 'matMul gave 1,2,3,4'],
    ['has wrong gradients', 'tf.grad = () => (x) => x;', 'conv2d gave 1,1,1,1,1,1,1,1,1'],
    ['splits wrongly', 'tf.split = (x) => [x, x];', 'split gave 1,2,3,4'],
    [
      'ends in mid-work',
      "tf.matMul = () => process.kill(process.pid, 'SIGKILL');",
      'does not work',
    ],
    ['says nothing', 'process.exit(0);', 'no output'],
  ])('refuses an addon that %s', async (_what, change, reason) => {
    await expect(check(change)).rejects.toMatchObject({
      code: 'ERR_NATIVE_CHECK',
      message: expect.stringContaining('@tensorflow/tfjs-node does not work: ') as string,
    });
    await expect(check(change)).rejects.toThrow(reason);
  });
});
