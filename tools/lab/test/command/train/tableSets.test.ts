import { join } from 'node:path';
import { parseCommandLine } from '../../../src/command/arguments/arguments.ts';
import { tableSets } from '../../../src/command/train/tableSets.ts';
import type { TableSets, TrainCommand } from '../../../src/command/train/tableSets.ts';
import { tinyLab } from '../tinyLab.ts';
import type { TinyLab } from '../tinyLab.ts';
import { writeRainTable } from './rainTable.ts';

let tiny: TinyLab;
beforeAll(async () => {
  tiny = await tinyLab();
  await writeRainTable(join(tiny.root, 'rain.csv'));
});
afterAll(() => tiny.remove());

function read(...more: string[]): Promise<TableSets> {
  const args = ['train', 'meta-transfer', '--table', 'rain.csv', '--environment', 'site', ...more];
  const command = parseCommandLine(args) as TrainCommand;
  return tableSets(join(tiny.root, 'rain.csv'), command, new AbortController().signal);
}

describe('tableSets', () => {
  it('takes the largest environment as the baseline', async () => {
    const { names, baseline, others } = await read();
    expect(names).toEqual(['rain', 'umbrella', 'grass']);
    expect([baseline.environment, baseline.rows]).toEqual(['usual', 1500]);
    expect(others.map(({ environment, rows }) => [environment, rows])).toEqual([
      ['drought', 400],
      ['handout', 400],
      ['monsoon', 400],
    ]);
    expect(baseline.cells['rain']).toHaveLength(1500);
    const grass = baseline.cells['grass'] as readonly string[];
    expect(new Set(grass)).toEqual(new Set(['fine', 'soaked']));
  });

  it('takes the baseline and the columns that are named', async () => {
    const { names, baseline } = await read('--baseline', 'drought', '--columns', 'grass,rain');
    expect(names).toEqual(['grass', 'rain']);
    expect(baseline.environment).toBe('drought');
  });
});
