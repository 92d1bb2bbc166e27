import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  adjacencyOf,
  bayesianNetwork,
  interventionalData,
  rowGroups,
  tableColumn,
  takeRows,
} from '@causal-mechanisms/datasets';
import type { CategoricalTable } from '@causal-mechanisms/datasets';
import { readTable } from '@causal-mechanisms/datasets/node';
import { causalDirection, causalGraph, exactStructure } from '@causal-mechanisms/meta-transfer';
import {
  structuralHammingDistance,
  structuralInterventionDistance,
} from '@causal-mechanisms/metrics';
import { RandomStream } from '@causal-mechanisms/tensor-utils';

const network = bayesianNetwork('cancer');
const truth = adjacencyOf(network);
const sizes = { observational: 20_000, perTarget: 500 };
const data = interventionalData(network, sizes, new RandomStream(1));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'causes-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** The samples as lines of a file, with labels for categories, and what was done in the last column. */
function linesOf({ columns, rows }: CategoricalTable, environment: string): string[] {
  return Array.from({ length: rows }, (_, row) =>
    [...columns.map((column, i) => network.labels[i]?.[column[row] ?? 0]), environment].join(','),
  );
}

it('a network, its samples, the exact search and the distances of graphs fit together', async () => {
  const found = await exactStructure(data);
  expect(structuralHammingDistance(truth, found.adjacency)).toBe(0);
  expect(structuralInterventionDistance(truth, found.adjacency)).toBe(0);
  expect(found.comparedWith(truth)).toBeCloseTo(0, 8);
});

it('a file of one’s own gives the graph back, with targets that it does not tell, and the direction of an edge', async () => {
  const path = join(folder, 'measured.csv');
  const lines = [
    [...network.names, 'environment'].join(','),
    ...linesOf(data.observational, 'usual'),
    ...data.interventions.flatMap(({ samples }, i) => linesOf(samples, `changed ${i}`)),
  ];
  await writeFile(path, `${lines.join('\n')}\n`);

  const table = await readTable(path);
  const { groups } = rowGroups(table, 'environment');
  const cells = (rows: Int32Array, names: readonly string[]) =>
    Object.fromEntries(
      names.map((name) => {
        const column = takeRows(tableColumn(table, name), rows);
        if (column.kind !== 'categorical') throw new Error(`${name} is numeric`);
        return [name, Array.from(column.codes, (code) => column.labels[code] ?? null)];
      }),
    );
  const rowsOf = (environment: string) =>
    groups.find(({ label }) => label === environment)?.rows ?? new Int32Array();
  const usual = rowsOf('usual');
  const changed = data.interventions.map((_, i) => rowsOf(`changed ${i}`));

  const graph = await causalGraph(
    {
      observational: cells(usual, network.names),
      interventions: changed.map((rows) => ({
        target: null,
        samples: cells(rows, network.names),
      })),
    },
    { draws: 2 },
  );
  expect(graph.names).toEqual(network.names);
  expect(structuralHammingDistance(truth, graph.adjacency)).toBe(0);

  const pair = (rows: Int32Array) => {
    const { Cancer: a = [], Xray: b = [] } = cells(rows, ['Cancer', 'Xray']);
    return { a, b };
  };
  // Cancer and Xray are changed themselves in the interventions 2 and 3.
  const { direction } = causalDirection(
    { training: pair(usual), transfers: changed.slice(2, 4).map(pair) },
    { names: ['Cancer', 'Xray'] },
  );
  expect(direction).toBe('A->B');
});
