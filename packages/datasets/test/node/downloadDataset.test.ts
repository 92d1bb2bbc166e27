import { readdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { zipSync } from 'fflate';
import { downloadDataset } from '../../src/node/downloadDataset.ts';
import type { DownloadableDataset } from '../../src/node/canonicalFiles.ts';
import { readOmniglot } from '../../src/node/readOmniglot.ts';
import { inTempFolder, omniglotFiles } from '../testFiles.ts';

function server(files: Record<string, Uint8Array>): { fetch: typeof fetch; asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    fetch: (input) => {
      const url = input instanceof Request ? input.url : String(input);
      asked.push(url);
      const content = files[basename(url)];
      return Promise.resolve(
        content === undefined
          ? new Response(null, { status: 404 })
          : new Response(Uint8Array.from(content)),
      );
    },
  };
}

const OMNIGLOT = {
  'images_background.zip': zipSync(omniglotFiles('background')),
  'images_evaluation.zip': zipSync(omniglotFiles('evaluation')),
};

describe('downloadDataset', () => {
  it('brings every file to where it is read from, once', async () => {
    await inTempFolder(async (dir) => {
      const { fetch, asked } = server(OMNIGLOT);
      const lines: string[] = [];
      const log = (line: string) => void lines.push(line);
      const done = await downloadDataset('omniglot', dir, { fetch, log });
      expect(done.dir).toBe(join(dir, 'omniglot'));
      expect(done.fetched).toBe(2);
      expect(asked).toEqual([
        'https://github.com/brendenlake/omniglot/raw/master/python/images_background.zip',
        'https://github.com/brendenlake/omniglot/raw/master/python/images_evaluation.zip',
      ]);
      expect(lines.join('\n')).toMatch(/licence: MIT/);
      expect((await readOmniglot(dir, { set: 'evaluation' })).size).toBe(6);
      expect((await downloadDataset('omniglot', dir, { fetch })).fetched).toBe(0);
      expect(asked).toHaveLength(2);
    });
  });

  it('fetches a damaged file again, from another address when told so', async () => {
    await inTempFolder(async (dir) => {
      const { fetch, asked } = server(OMNIGLOT);
      const { files } = await downloadDataset('omniglot', dir, { fetch });
      await writeFile(files[1] ?? '', 'damaged');
      const baseUrl = 'http://mirror.test/omniglot/';
      expect((await downloadDataset('omniglot', dir, { fetch, baseUrl })).fetched).toBe(1);
      expect(asked[2]).toBe('http://mirror.test/omniglot/images_evaluation.zip');
    });
  });

  it('refuses archives and files that are not the right ones, and leaves nothing of them', async () => {
    await inTempFolder(async (dir) => {
      const swapped = server({ 'images_background.zip': OMNIGLOT['images_evaluation.zip'] });
      await expect(
        downloadDataset('omniglot', dir, { fetch: swapped.fetch }),
      ).rejects.toMatchObject({
        code: 'ERR_FILE_FORMAT',
      });
      const odd = server({ 'train-images-idx3-ubyte.gz': Uint8Array.of(1, 2, 3) });
      await expect(downloadDataset('mnist', dir, { fetch: odd.fetch })).rejects.toMatchObject({
        code: 'ERR_FILE_FORMAT',
        message: expect.stringContaining('SHA-256') as string,
      });
      expect(await readdir(join(dir, 'omniglot'))).toEqual([]);
      expect(await readdir(join(dir, 'mnist'))).toEqual([]);
    });
  });

  it('says what to do without a network', async () => {
    await inTempFolder(async (dir) => {
      const fetch = () => Promise.reject(new TypeError('fetch failed'));
      await expect(downloadDataset('fashion-mnist', dir, { fetch })).rejects.toMatchObject({
        code: 'ERR_DOWNLOAD',
        message: expect.stringMatching(/check the network.*by hand/) as string,
      });
    });
  });

  it('passes a signal on', async () => {
    await inTempFolder(async (dir) => {
      const { fetch, asked } = server(OMNIGLOT);
      const signal = AbortSignal.abort();
      await expect(downloadDataset('omniglot', dir, { fetch, signal })).rejects.toMatchObject({
        name: 'AbortError',
      });
      expect(asked).toEqual([]);
    });
  });

  it('suggests the name that was meant', async () => {
    const name = 'mnits' as DownloadableDataset;
    await expect(downloadDataset(name, '/nowhere')).rejects.toMatchObject({
      code: 'ERR_ARGUMENT',
      message: expect.stringContaining('did you mean "mnist"') as string,
    });
  });

  it('reports a place that cannot be a folder', async () => {
    await inTempFolder(async (dir) => {
      const path = join(dir, 'file');
      await writeFile(path, '');
      await expect(downloadDataset('mnist', path)).rejects.toMatchObject({
        code: 'ERR_FILE_ACCESS',
      });
    });
  });

  (process.platform === 'linux' ? it : it.skip)(
    'reports a place where no folder can be made',
    async () => {
      await expect(downloadDataset('mnist', '/proc/nope/deep')).rejects.toMatchObject({
        code: 'ERR_FILE_ACCESS',
        message:
          'cannot make the folder /proc/nope/deep/mnist: there is no such file or folder (ENOENT)',
      });
    },
  );
});
