import { writeFile } from 'node:fs/promises';
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
  return readFrom('rain.csv', ...more);
}

function readFrom(name: string, ...more: string[]): Promise<TableSets> {
  const args = ['train', 'meta-transfer', '--table', name, '--environment', 'site', ...more];
  const command = parseCommandLine(args) as TrainCommand;
  return tableSets(join(tiny.root, name), command, new AbortController().signal);
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

  it('keeps a column called __proto__', async () => {
    const rows = 'x,y,p\ny,x,p\nx,x,q\ny,y,q\n';
    await writeFile(join(tiny.root, 'proto.csv'), `__proto__,b,site\n${rows}`);
    const { baseline } = await readFrom('proto.csv');
    expect(Object.entries(baseline.cells)).toEqual([
      ['__proto__', ['x', 'y']],
      ['b', ['y', 'x']],
    ]);
  });

  it('refuses to read a column twice', async () => {
    await expect(read('--columns', 'rain,rain')).rejects.toThrow('names "rain" twice');
  });

  it('refuses targets that are no columns or are told twice', async () => {
    await expect(read('--target', 'handout=umbrela')).rejects.toThrow(
      'unknown column "umbrela", did you mean "umbrella"?',
    );
    await expect(read('--target', 'handout=umbrella', '--target', 'handout=rain')).rejects.toThrow(
      '--target says twice what changed in "handout"',
    );
  });
});
