import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import {
  networkName,
  networkSource,
} from '../../../../src/recipes/meta-transfer/structure/studyNetworks.ts';
import { memoryRun } from '../memoryRun.ts';

const BIF = `network unknown {}
variable rain { type discrete [ 2 ] { yes, no }; }
probability ( rain ) { table 0.2, 0.8; }
`;

describe('networkName', () => {
  it('knows networks of the literature, and synthetic kinds with a size', () => {
    for (const name of ['asia', 'alarm', 'chain-20', 'random-7']) {
      expect(networkName.safeParse(name).success).toBe(true);
    }
    for (const name of ['asio', 'chain', 'asia-3', 'chain-', 'ring-4', ' asia']) {
      expect(networkName.safeParse(name).success).toBe(false);
    }
  });
});

describe('networkSource', () => {
  const stream = new RandomStream(1);

  it('makes networks of both sorts', async () => {
    const { data } = memoryRun().context;
    const asia = (await networkSource('asia', 10, data))?.(stream);
    expect(asia?.names).toHaveLength(8);
    const chain = (await networkSource('chain-6', 3, data))?.(stream);
    expect(chain?.categories).toEqual([3, 3, 3, 3, 3, 3]);
    expect(chain?.parents.filter((own) => own.length === 1)).toHaveLength(5);
  });

  it('reads the others from files, where there are any', async () => {
    expect(await networkSource('sachs', 10, memoryRun().context.data)).toBeUndefined();
    const folder = await mkdtemp(join(tmpdir(), 'networks-'));
    await writeFile(join(folder, 'sachs.bif'), BIF);
    const { data } = memoryRun({ 'sachs.bif': folder }).context;
    expect((await networkSource('sachs', 10, data))?.(stream).names).toEqual(['rain']);
    await rm(folder, { recursive: true });
  });
});
