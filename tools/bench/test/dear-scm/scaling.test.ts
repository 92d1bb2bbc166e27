import { runCommandLine } from '../../src/commandLine.ts';
import { pretendWorld } from '../support/pretendWorld.ts';

/** Does the benchmark with programs whose processor time is as the pixels to the power 1.5, times the batch. */
async function bench(...args: readonly string[]) {
  const { world, programs, out } = pretendWorld(({ name }) => {
    const [image = NaN, batch = NaN] = name.split('x').map(Number);
    const s = (image ** 3 * batch) / 1e6;
    return { peer: `<${name}>`, median_s: 1, min_s: 1, max_s: 1, cpu_s: s, live_tensors: 40 };
  });
  const code = await runCommandLine(['dear-scm-scaling', ...args], world);
  return { code, programs, out };
}

describe('dearScaling', () => {
  it('times each batch and each image once a round, and finds the powers', async () => {
    const { code, programs, out } = await bench('--pairs', '2', '--images', '32,64');
    expect(code).toBe(0);
    const names = ['32x16', '32x32', '32x64', '32x128', '64x64'];
    expect(programs.map(({ name }) => name)).toEqual([...names, ...names]);
    expect(programs[0]?.args.join(' ')).toContain(' dear-scm-scaling 32x16 {"batch":64,');
    expect(out[0]).toBe('dear-scm-scaling: pixels per side x images per update, 2 threads');
    expect(out).toContain('processor time grows with the power 1.00 of the images of a batch');
    expect(out).toContain('processor time grows with the power 1.50 of the pixels of an image');
    expect(out.at(-1)).toBe('64x64 is <64x64>, 40 tensors after every update');
  });

  it('finds no power of what does not vary', async () => {
    const { out } = await bench('--pairs', '1', '--images', '32', '--batches', '16', '--json');
    expect(JSON.parse(out[0] ?? '')).toMatchObject({
      benchmark: 'dear-scm-scaling',
      batchExponent: null,
      pixelExponent: null,
      rounds: [{ '32x16': { liveTensors: 40 }, '32x64': { liveTensors: 40 } }],
    });
    const text = await bench('--pairs', '1', '--images', '32', '--batches', '16');
    expect(text.out.some((line) => line.includes('grows'))).toBe(false);
  });
});
