import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEvaluations, readSteps } from '../../../src/run/training/trainingLog.ts';

let root: string;
let events: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-log-'));
  events = join(root, 'events.jsonl');
});
afterEach(() => rm(root, { recursive: true }));

const LOG = [
  { kind: 'start', steps: 2, config: {} },
  { kind: 'step', phase: 'identity', step: 1, steps: 1, scalars: { loss: 9 } },
  { kind: 'evaluation', step: 0, scalars: { x: 0 } },
  { kind: 'step', phase: 'main', step: 1, steps: 2, scalars: { loss: 2 } },
  { kind: 'step', phase: 'main', step: 2, steps: 2, scalars: { loss: 1 } },
  {
    kind: 'evaluation',
    step: 2,
    scalars: { x: 1 },
    matrices: { m: { rows: ['a'], columns: ['b'], values: [[1]] } },
  },
  { kind: 'end', step: 2 },
];

describe('a training log', () => {
  it('gives evaluations in order, with their matrices', async () => {
    await writeFile(events, LOG.map((event) => `${JSON.stringify(event)}\n`).join(''));
    expect(await readEvaluations({ events })).toEqual([LOG[2], LOG[5]]);
  });

  it('gives the steps of one phase', async () => {
    await writeFile(events, LOG.map((event) => `${JSON.stringify(event)}\n`).join(''));
    expect(await readSteps({ events }, 'main')).toEqual([
      { step: 1, scalars: { loss: 2 } },
      { step: 2, scalars: { loss: 1 } },
    ]);
    expect(await readSteps({ events }, 'identity')).toEqual([{ step: 1, scalars: { loss: 9 } }]);
    expect(await readSteps({ events }, 'other')).toEqual([]);
  });

  it('keeps the null that stands for what was no number', async () => {
    await writeFile(events, '{"kind":"evaluation","step":1,"scalars":{"x":null}}\n');
    expect(await readEvaluations({ events })).toEqual([
      { kind: 'evaluation', step: 1, scalars: { x: null } },
    ]);
  });

  it.each([
    { kind: 'evaluation', scalars: {} },
    { kind: 'evaluation', step: 1.5, scalars: {} },
    { kind: 'evaluation', step: 1, scalars: { x: 'high' } },
    { kind: 'evaluation', step: 1, scalars: {}, matrices: { m: [[1]] } },
    { kind: 'step', phase: 'main', step: 1 },
    { kind: 'step', phase: 'main', step: '1', scalars: {} },
  ])('refuses %j', async (event) => {
    await writeFile(events, `${JSON.stringify(event)}\n`);
    const read =
      event.kind === 'step' ? readSteps({ events }, 'main') : readEvaluations({ events });
    await expect(read).rejects.toMatchObject({ code: 'ERR_FILE_FORMAT' });
  });

  it('is empty where nothing was trained', async () => {
    expect(await readEvaluations({ events })).toEqual([]);
    expect(await readSteps({ events }, 'main')).toEqual([]);
  });
});
