import { loadSharp } from '../../src/node/sharpLoader.ts';

describe('loadSharp', () => {
  it('gives the installed library', async () => {
    const sharp = await loadSharp('imageFolder');
    const create = { width: 2, height: 1, channels: 3, background: '#010203' } as const;
    const image = sharp('unused', { create });
    expect(typeof image.toBuffer).toBe('function');
  });

  it('says how to install sharp when it is not there, and why it failed', async () => {
    const cause = new Error("Cannot find package 'sharp'");
    await expect(loadSharp('imageFolder', () => Promise.reject(cause))).rejects.toMatchObject({
      name: 'MissingDependencyError',
      code: 'ERR_MISSING_DEPENDENCY',
      message: expect.stringMatching(/^imageFolder: .*npm install sharp/) as string,
      data: { dependency: 'sharp' },
      cause,
    });
  });
});
