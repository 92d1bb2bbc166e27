import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { tinyLab } from '../tinyLab.ts';
import type { TinyLab } from '../tinyLab.ts';
import { slowRecipe } from '../../queue/slowRecipe.ts';

let tiny: TinyLab;
beforeEach(async () => {
  tiny = await tinyLab({ recipes: [slowRecipe()] });
});
afterEach(() => tiny.remove());

const SEARCH = ['sweep', 'test/slow', '--set', 'factor=1,5,3,4', '--keep', '2'];
const HALVING = [...SEARCH, '--halving', 'steps=2,3,4', '--best', 'highest:total'];

describe('showGroup', () => {
  it('shows which settings went on, and reports the last rung', async () => {
    const { code, out, notes } = await tiny.call(...HALVING, '--out', 'search');
    expect(code).toBe(0);
    expect(notes).toContain('rung 2 of 3: 2 settings go on with steps=3');
    expect(notes).toContain('rung 3 of 3: 1 setting goes on with steps=4');
    // Sums of 1..n times the factor, plus the seed.
    expect(await tiny.text('search/search.csv')).toBe(
      [
        'rung,setting,label,budget,score,goesOn',
        '3,2,"factor=5, steps=4",4,51,0',
        '2,2,"factor=5, steps=3",3,31,1',
        '2,4,"factor=4, steps=3",3,25,0',
        '1,2,"factor=5, steps=2",2,16,1',
        '1,4,"factor=4, steps=2",2,13,1',
        '1,3,"factor=3, steps=2",2,10,0',
        '1,1,"factor=1, steps=2",2,4,0',
        '',
      ].join('\n'),
    );
    expect(out).toMatch(/^2 +factor=4, steps=3 +25 +stopped$/m);
    const { runs } = JSON.parse(await tiny.text('search/result.json')) as {
      runs: { measures: { value: number }[] }[];
    };
    expect(runs.map(({ measures }) => measures[0]?.value)).toEqual([51]);
    expect(await tiny.text('search/report.html')).toContain('<html');
  });

  it('goes on with a search that was interrupted between rungs', async () => {
    await tiny.call(...HALVING, '--out', 'whole');
    const again = await tiny.call('run', '--resume', 'whole');
    expect(again.code).toBe(0);
    expect(again.notes).not.toContain('rung 2');
    const group = JSON.parse(await tiny.text('whole/group.json')) as { runs: { rung: number }[] };
    expect(group.runs.map(({ rung }) => rung)).toEqual([0, 0, 0, 0, 1, 1, 2]);
    expect(existsSync(join(tiny.root, 'whole/2-seed1-rung3/result.json'))).toBe(true);
  });
});
