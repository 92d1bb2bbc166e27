import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KNOWN_DATA, dataFinder } from '../../src/run/dataChoice.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-data-'));
});
afterEach(() => rm(root, { recursive: true }));

async function putMnist(folder: string, ending = '.gz'): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of KNOWN_DATA.mnist.files) {
    await writeFile(join(folder, name.replace('.gz', ending)), '');
  }
}

function finder(option?: string, environment: Record<string, string> = {}) {
  const world = {
    workingDirectory: root,
    repositoryRoot: join(root, 'repository'),
    environment: { XDG_CACHE_HOME: join(root, 'cache'), ...environment },
  };
  return dataFinder(world, option);
}

describe('dataFinder', () => {
  it('takes the named folder, the variable, the shared folder and the cache in this order', async () => {
    const find = (option?: string, environment?: Record<string, string>) =>
      finder(option, environment).find(KNOWN_DATA.mnist);
    expect(await find()).toBeUndefined();
    await putMnist(join(root, 'cache/causal-mechanisms/data/mnist'));
    expect((await find())?.chosenBy).toBe('found in the cache folder');
    await putMnist(join(root, 'shared/data/mnist'));
    expect((await find())?.folder).toBe(join(root, 'shared/data/mnist'));
    await putMnist(join(root, 'variable'), '');
    const variable = { CAUSAL_MECHANISMS_DATA: join(root, 'variable') };
    expect(await find(undefined, variable)).toEqual({
      folder: join(root, 'variable'),
      chosenBy: 'CAUSAL_MECHANISMS_DATA',
    });
    await putMnist(join(root, 'named/mnist'));
    expect(await find('named', variable)).toEqual({
      folder: join(root, 'named/mnist'),
      chosenBy: '--data',
    });
  });

  it('takes nothing else in the stead of a named folder', async () => {
    await putMnist(join(root, 'shared/data/mnist'));
    await expect(finder('nowhere').find(KNOWN_DATA.mnist)).rejects.toMatchObject({
      code: 'ERR_DATA_MISSING',
    });
  });
});
