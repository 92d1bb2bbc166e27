import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  activitySection,
  filmSection,
  learningSection,
  readResults,
  timeSection,
  transferSection,
} from '../../../../src/recipes/rims/bouncing-balls/sections.ts';
import { studyMaterial } from '../../../study/studyMaterial.ts';
import { someResults, tinyBalls } from './tinyBalls.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-balls-'));
});
afterEach(() => rm(root, { recursive: true }));

const config = tinyBalls();
const results = someResults(config);
const parts = () =>
  Object.fromEntries(
    results.map(({ entry, outcome }) => [
      entry.name,
      {
        value: outcome.measured,
        evaluations: { 0: { 'crossEntropy/own': 0.7 }, 6: { 'crossEntropy/own': 0.2 } },
      },
    ]),
  );

it('reads what the models that are done measured', async () => {
  const some = Object.fromEntries(Object.entries(parts()).filter(([name]) => name !== '1.lstm'));
  const { material } = await studyMaterial(root, some);
  const found = await readResults(material, config);
  expect(found.map(({ entry }) => entry.name)).toEqual(['1.rims', '1-2.rims', '1-2.lstm']);
  expect(found[0]?.outcome.measured).toEqual(results[0]?.outcome.measured);
});

it('sets every transfer beside what the paper says', () => {
  const [block] = transferSection(config, results).blocks;
  expect(block).toMatchObject({
    kind: 'table',
    table: {
      rows: [
        ['1 ball to 1 ball', '0.1000', '0.2000', 'yes', 'yes'],
        ['1 ball to the curtain', '0.2000', '0.1000', 'no', 'yes'],
        ['1-2 balls to 1 ball', '0.1100', '0.2100', 'yes', 'yes'],
      ],
    },
  });
});

it('draws scores against time with a line where own frames begin', async () => {
  const { material, svgOf } = await studyMaterial(root, parts());
  const { text } = await timeSection(material, config, results);
  expect(text).toContain('Up to frame 2');
  expect(text).toContain('from frame 3 on');
  for (const name of ['cross-entropy', 'f1']) {
    for (const label of ['RIMs 3/2', 'LSTM 4', 'own frames begin', '1 ball to the curtain']) {
      expect(svgOf(name)).toContain(`>${label}<`);
    }
  }
});

it('shows a film of each transfer: the truth, then every model', async () => {
  const { blocks } = await filmSection(config, results);
  expect(blocks).toHaveLength(3);
  const [first] = blocks;
  if (first?.kind !== 'images') throw new Error('expected images');
  expect(first.rows.map(({ label }) => label)).toEqual(['truth', 'RIMs 3/2', 'LSTM 4']);
  expect(first.rows[1]?.images.map(({ framed }) => framed)).toEqual([false, true]);
  expect(first.rows[0]?.images.map(({ framed }) => framed)).toEqual([false, false]);
  expect(first.columns).toEqual(['2', '3']);
});

it('shows which module is active beside which ball, of models with modules alone', async () => {
  const { material, svgOf } = await studyMaterial(root, parts());
  const [section] = await activitySection(material, results);
  expect(section?.blocks.map(({ kind }) => kind)).toEqual(['figure', 'images', 'figure', 'images']);
  for (const text of ['all', 'ball 1 hits', '.25', '.75']) {
    expect(svgOf('activity-1.rims')).toContain(`>${text}<`);
  }
  expect(
    await activitySection(
      material,
      results.filter(({ entry }) => entry.core.kind === 'lstm'),
    ),
  ).toEqual([]);
});

it('draws the cross entropy of own frames during training', async () => {
  const { material, svgOf } = await studyMaterial(root, parts());
  const { text } = await learningSection(material, config);
  expect(text).toContain('On 3 held-out sequences');
  expect(svgOf('training')).toContain('RIMs 3/2, trained on 1 ball');
});
