import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { expectLeakFree } from '@causal-mechanisms/test-utils';
import { naiveAnswer } from '../../../../src/recipes/rims/own-sequences/naiveAnswer.ts';
import { readOwnSequences } from '../../../../src/recipes/rims/own-sequences/ownSequences.ts';
import { runOwnStudy } from '../../../../src/recipes/rims/own-sequences/ownStudy.ts';
import type { OwnResult } from '../../../../src/recipes/rims/own-sequences/ownStudy.ts';
import { heldOutBatches } from '../../../../src/recipes/rims/own-sequences/scoring.ts';
import { ownSequencesSchema } from '../../../../src/recipes/rims/own-sequences/settings.ts';
import { studyFolder } from '../../../study/studyRun.ts';
import type { StudyFolder } from '../../../study/studyRun.ts';

beforeAll(() => useBackend());

let folder: StudyFolder;
beforeEach(async () => {
  folder = await studyFolder();
});
afterEach(() => folder.remove());

const TINY = {
  models: ['rims', 'lstm'],
  settings: {
    rims: { core: { kind: 'rims', units: 6, modules: 3, activeModules: 2 } },
    lstm: { core: { kind: 'lstm', units: 4 } },
  },
  embeddingWidth: 4,
  updates: 2,
  evaluation: { every: 1 },
};

let studies = 0;

async function study(lines: readonly unknown[], more: object = {}): Promise<OwnResult[]> {
  const sequences = join(folder.root, 'own.jsonl');
  await writeFile(sequences, lines.map((line) => JSON.stringify(line)).join('\n'));
  const config = ownSequencesSchema.parse({ ...TINY, ...more, sequences });
  const data = await readOwnSequences(config, 1, new AbortController().signal);
  const batches = heldOutBatches(data.heldOut);
  const naive = await naiveAnswer(data.coding, heldOutBatches(data.training), batches);
  const progress = {
    phase: () => undefined,
    update: () => undefined,
    note: () => undefined,
    stop: () => undefined,
  };
  return expectLeakFree(() => {
    const context = { ...folder.context(`run-${++studies}`), progress };
    return runOwnStudy(context, config, data, batches, naive);
  });
}

it('scores models and shows what they say about tokens', async () => {
  // Fewer sequences than a batch takes by default.
  const results = await study(['abcabcabc', 'bcab', 'cabcab', 'abc', 'bcabca'], { shown: 1 });
  expect(results.map(({ entry }) => entry.label)).toEqual(['RIMs 3/2', 'LSTM 4']);
  for (const { entry, outcome } of results) {
    const { scores, shown } = outcome.measured;
    expect(scores.loss).toBeGreaterThan(0.5);
    expect(scores.accuracy).toBeGreaterThanOrEqual(0);
    const [only] = shown;
    expect(shown).toHaveLength(1);
    expect(only?.active).toHaveLength(entry.name === 'rims' ? 3 : 0);
    for (const module of only?.active ?? []) expect(module).toHaveLength(only?.signs.length ?? 0);
    const [read = '', right = '', said = '', sure = ''] = only?.cells ?? [];
    // The last step is what is asked for, not what is read.
    expect(`${read.replaceAll('... ', '').replaceAll(' ', '')}${right}`).toBe(
      only?.signs.slice(-Math.min(7, only.signs.length)).join(''),
    );
    expect(['a', 'b', 'c']).toContain(said);
    expect(sure).toMatch(/^\d+ %$/);
  }
});

it('shows numbers in their own units, and labels', async () => {
  const lines = Array.from({ length: 8 }, (_, i) => ({
    id: `s${i}`,
    label: i % 2 === 0 ? 'even' : 'odd',
    values: [
      [100 + i, 1],
      [200, 2],
      [300, 3],
    ],
  }));
  const [numbers] = await study(lines, { ask: 'next', models: ['lstm'] });
  expect(numbers?.outcome.measured.scores.errors).toHaveLength(2);
  const [shown] = numbers?.outcome.measured.shown ?? [];
  expect(shown?.signs).toEqual(['0', expect.stringMatching(/[45]/) as string, '9']);
  expect(shown?.cells.slice(0, 2)).toEqual([`(10${shown?.id.slice(1)}, 1) (200, 2)`, '(300, 3)']);
  const [labels] = await study(lines, { models: ['lstm'] });
  const first = labels?.outcome.measured.shown[0];
  expect(first?.cells[1]).toBe(Number(first?.id.slice(1)) % 2 === 0 ? 'even' : 'odd');
  expect(['even', 'odd']).toContain(first?.cells[2]);
});
