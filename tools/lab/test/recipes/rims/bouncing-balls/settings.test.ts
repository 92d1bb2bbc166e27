import { thrownCode } from '@causal-mechanisms/test-utils';
import { rimsBouncingBalls } from '../../../../src/recipes/rims/bouncing-balls/recipe.ts';
import {
  ballEntries,
  ballModels,
  ballTraining,
  setInWords,
  testSets,
} from '../../../../src/recipes/rims/bouncing-balls/settings.ts';
import { TINY, tinyBalls } from './tinyBalls.ts';

describe('bouncingBallsSchema', () => {
  it('has the paper’s sizes, training and transfers as defaults', () => {
    expect(rimsBouncingBalls.resolve({})).toMatchObject({
      pixels: 64,
      sequences: 50_000,
      fed: 15,
      own: 35,
      scored: 10,
      batchSize: 64,
      learningRate: 7e-4,
      updates: 78_000,
      models: ['rims-6-4', 'lstm-250', 'lstm-512', 'rims-one-head', 'rims-no-input-attention'],
    });
  });

  it.each(['quick', 'small', 'paper'] as const)(
    'has a preset %s whose models have settings',
    (name) => {
      const config = rimsBouncingBalls.resolve(rimsBouncingBalls.presets[name] ?? {});
      expect(ballEntries(config as never).length).toBeGreaterThan(1);
    },
  );

  it.each<object>([
    { models: ['gru'] },
    { transfers: [{ train: '1', test: '9' }] },
    { scored: 7 },
    { steps: 10 },
    { sets: { '1': { balls: 0 } } },
    { sets: { '1': { balls: { least: 3, most: 2 } } } },
    { settings: { rims: { core: { kind: 'gru' } } } },
    { pixels: 4 },
    { seed: 3 },
  ])('refuses %j', (wrong) => {
    expect(thrownCode(() => tinyBalls(wrong))).toBe('ERR_CONFIG');
  });
});

it('trains every model on every set that is trained on', () => {
  const config = tinyBalls();
  expect(ballEntries(config).map(({ name, label }) => [name, label])).toEqual([
    ['1.rims', 'RIMs 3/2, trained on 1 ball'],
    ['1.lstm', 'LSTM 4, trained on 1 ball'],
    ['1-2.rims', 'RIMs 3/2, trained on 1-2 balls'],
    ['1-2.lstm', 'LSTM 4, trained on 1-2 balls'],
  ]);
  expect(ballModels(config).map(({ label }) => label)).toEqual(['RIMs 3/2', 'LSTM 4']);
  expect(testSets(config, '1')).toEqual(['1', 'curtain']);
  expect(setInWords('curtain')).toBe('the curtain');
});

it('trains a model by its own settings, and by the shared ones', () => {
  const config = tinyBalls();
  const [rims, lstm] = ballEntries(config);
  expect(ballTraining(config, rims as never, 7)).toMatchObject({
    updates: 6,
    batchSize: 2,
    codeWidth: 4,
    seed: 7,
    core: TINY.settings.rims.core,
  });
  expect(ballTraining(config, lstm as never, 7)).toMatchObject({
    updates: 4,
    core: { kind: 'lstm' },
  });
  expect(Object.keys(ballTraining(config, rims as never, 7))).not.toContain('pixels');
});
