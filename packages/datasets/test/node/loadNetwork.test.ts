import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { adjacencyOf, bayesianNetwork } from '../../src/index.ts';
import { loadNetwork } from '../../src/node/loadNetwork.ts';
import { readBif } from '../../src/node/readBif.ts';
import { failure, inTempFolder } from '../testFiles.ts';
import type { CausalNetwork } from '../../src/index.ts';

const fileOf = (variable: string): string => `network unknown {}
variable ${variable} { type discrete [ 2 ] { yes, no }; }
probability ( ${variable} ) { table 0.2, 0.8; }
`;

/** All tables of a network, in the order of their rows. */
function tablesOf({ parents, categories, mechanisms }: CausalNetwork): number[][][] {
  return mechanisms.map((mechanism, i) => {
    const sizes = (parents[i] ?? []).map((parent) => categories[parent] ?? 0);
    const rows = sizes.reduce((product, size) => product * size, 1);
    return Array.from({ length: rows }, (_, row) => {
      let left = row;
      const values = new Uint8Array(sizes.length);
      for (let k = sizes.length - 1; k >= 0; k--) {
        values[k] = left % (sizes[k] ?? 1);
        left = Math.floor(left / (sizes[k] ?? 1));
      }
      const out = new Float64Array(categories[i] ?? 0);
      mechanism.probabilities(values, out);
      return [...out];
    });
  });
}

describe('loadNetwork', () => {
  it('looks in the folder for networks first, then in that of the data', async () => {
    await inTempFolder(async (dir) => {
      await writeFile(join(dir, 'own.bif'), fileOf('outer'));
      expect((await loadNetwork('own', { dir })).names).toEqual(['outer']);
      await mkdir(join(dir, 'networks'));
      await writeFile(join(dir, 'networks', 'own.bif'), fileOf('inner'));
      expect((await loadNetwork('own', { dir })).names).toEqual(['inner']);
      await expect(loadNetwork('sachs', { dir })).rejects.toEqual(
        failure('ERR_FILE_ACCESS', 'neither networks/sachs.bif nor sachs.bif in .*need no file'),
      );
    });
  });

  it('has three networks without files', async () => {
    const asia = await loadNetwork('asia', { dir: '/nowhere' });
    expect(asia.names).toEqual(bayesianNetwork('asia').names);
  });

  it('refuses names that lead elsewhere', async () => {
    for (const name of ['../asia', 'a/b', '', 'a.bif', 'a\\b']) {
      await expect(loadNetwork(name, { dir: '/nowhere' })).rejects.toEqual(
        failure('ERR_ARGUMENT', 'letters'),
      );
    }
    await expect(loadNetwork('toString', { dir: '/nowhere' })).rejects.toEqual(
      failure('ERR_FILE_ACCESS'),
    );
  });
});

const DATA = process.env.CAUSAL_MECHANISMS_DATA ?? '';
const NETWORKS = join(DATA, 'networks');
const isHere = DATA !== '' && existsSync(join(NETWORKS, 'alarm.bif'));

(isHere ? describe : describe.skip)('the files of the data folder', () => {
  it.each([
    ['asia', 8, 8],
    ['cancer', 5, 4],
    ['earthquake', 5, 4],
    ['sachs', 11, 17],
    ['child', 20, 25],
    ['alarm', 37, 46],
  ])('%s has %d variables and %d edges', async (name, variables, edges) => {
    const network = await readBif(join(NETWORKS, `${name}.bif`));
    expect(network.names).toHaveLength(variables);
    expect(network.parents.flat()).toHaveLength(edges);
    expect((await loadNetwork(name)).names).toEqual(network.names);
  });

  it.each(['asia', 'cancer', 'earthquake'] as const)(
    '%s is the one of the literature',
    async (name) => {
      const read = await readBif(join(NETWORKS, `${name}.bif`));
      const known = bayesianNetwork(name);
      expect(read.names).toEqual(known.names);
      expect(read.labels).toEqual(known.labels);
      expect(read.parents).toEqual(known.parents);
      expect(adjacencyOf(read)).toEqual(adjacencyOf(known));
      expect(tablesOf(read)).toEqual(tablesOf(known));
    },
  );
});
