import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KNOWN_DATA, dataFinder } from '../../src/run/dataChoice.ts';
import { chooseDigits } from '../../src/recipes/data/digitData.ts';

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

describe('chooseDigits', () => {
  it('never lets embedded digits pass for real ones', async () => {
    const digits = await chooseDigits(finder(), { source: 'auto', train: 20, test: 10 });
    expect(digits.used).toEqual({
      kind: 'synthetic',
      description: 'embedded procedural digits (synthetic), 20 for training and 10 for testing',
      chosenBy: 'no MNIST files were found',
    });
    expect(digits.train.shape).toEqual([32, 32, 1]);
    expect([digits.train.size, digits.test.size]).toEqual([20, 10]);
  });

  it('does not look for real ones when the embedded ones are wanted', async () => {
    // Empty files: reading them would fail.
    await putMnist(join(root, 'shared/data/mnist'));
    const { used } = await chooseDigits(finder(), { source: 'embedded', train: 20, test: 10 });
    expect(used.chosenBy).toBe('the configuration asks for them');
    await expect(
      chooseDigits(finder('shared/data'), { source: 'embedded', train: 20, test: 10 }),
    ).rejects.toMatchObject({ code: 'ERR_FILE_FORMAT' });
  });

  it('tests on digits that training never sees', async () => {
    const { train, test } = await chooseDigits(finder(), { source: 'auto', train: 30, test: 30 });
    const read = async (digits: typeof train) => {
      const pixels = new Float32Array(30 * 1024);
      await digits.read(
        Int32Array.from({ length: 30 }, (_, i) => i),
        pixels,
      );
      return Array.from({ length: 30 }, (_, i) => pixels.slice(i * 1024, (i + 1) * 1024).join());
    };
    const known = new Set(await read(train));
    expect((await read(test)).filter((image) => known.has(image))).toEqual([]);
  });
});
