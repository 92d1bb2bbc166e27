import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expertsGanOmniglot } from '../../../../src/recipes/experts-gan/omniglot/recipe.ts';
import { TIME_LIMIT, tinyRun } from '../tinyRuns.ts';
import type { TinyRun } from '../tinyRuns.ts';

const MORE = {
  mechanisms: [
    { kind: 'shift', dx: 4 },
    { kind: 'invertContrast' },
    { kind: 'addGaussianNoise', deviation: 0.5 },
  ],
  chain: [2, 0, 1],
  'characters.count': 10,
};

let run: TinyRun;
let kept: string;
beforeAll(async () => {
  run = await tinyRun(expertsGanOmniglot, MORE);
  kept = await mkdtemp(join(tmpdir(), 'kept-'));
  await cp(run.path('model'), kept, { recursive: true });
}, TIME_LIMIT);
afterAll(async () => {
  await run.remove();
  await rm(kept, { recursive: true });
});

describe('experts-gan/omniglot', () => {
  it('tells which inverse each expert is, and undoes chains in all six orders', () => {
    const names = run.result.measures.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['expert-0/nearest', 'expert-1/agreement']));
    expect(names.filter((name) => name.endsWith('/errorAfter'))).toHaveLength(6);
    const first = run.result.measures.find(({ name }) => name === 'order-0/errorAfter');
    expect(first?.model).toMatch(/^noise 0.5, shift right 4, contrast inversion$/);
    expect(run.result.data.kind).toBe('synthetic');
    expect(run.result.data.description).toContain('10 characters of');
  });

  it('draws both grids', () => {
    for (const title of ['Every expert on characters', 'Three mechanisms, undone']) {
      expect(run.page).toContain(title);
    }
  });

  it(
    'measures a saved model without training it',
    async () => {
      const again = await tinyRun(expertsGanOmniglot, { ...MORE, model: kept });
      expect(again.result.measures).toEqual(run.result.measures);
      await expect(again.text('events.jsonl')).rejects.toThrow('ENOENT');
      await again.remove();
    },
    TIME_LIMIT,
  );
});
