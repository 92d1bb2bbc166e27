import { checkTrainingOptions, memoryCheckpoints } from '../../src/index.ts';
import type { TrainingOptions } from '../../src/index.ts';

const run = () => Promise.resolve({ scalars: {} });

it('takes positive integers, and no interval at all', () => {
  expect(() => {
    checkTrainingOptions('learn', {});
    checkTrainingOptions('learn', {
      checkpoints: { store: memoryCheckpoints(), every: 1 },
      evaluate: { every: 7, run },
    });
  }).not.toThrow();
});

it.each([0, -1, 0.5, NaN, Infinity])('refuses %d, and says which interval', (every) => {
  const store = memoryCheckpoints();
  expect(() => {
    checkTrainingOptions('learn', { checkpoints: { store, every } });
  }).toThrow(/^learn: checkpoints\.every must be an integer of at least 1, got/);
  expect(() => {
    checkTrainingOptions('learn', { evaluate: { every, run } });
  }).toThrow(/^learn: evaluate\.every must be an integer of at least 1, got/);
});

const state = { step: 1, config: {}, arrays: {}, json: {} };

it('takes whatever is undefined, signals and states', () => {
  const { signal } = new AbortController();
  checkTrainingOptions('learn', { signal, resume: state, stopWhen: () => false });
  checkTrainingOptions('learn', { signal: undefined, resume: undefined, evaluate: undefined });
});

it.each<[string, unknown, string]>([
  ['options', null, 'ERR_ARGUMENT'],
  ['config', { config: null }, 'ERR_ARGUMENT'],
  ['signal', { signal: {} }, 'ERR_ARGUMENT'],
  ['signal', { signal: new AbortController() }, 'ERR_ARGUMENT'],
  ['signal', { signal: null }, 'ERR_ARGUMENT'],
  ['checkpoints', { checkpoints: null }, 'ERR_ARGUMENT'],
  ['checkpoints.store', { checkpoints: { every: 2 } }, 'ERR_ARGUMENT'],
  ['checkpoints.store', { checkpoints: { every: 2, store: {} } }, 'ERR_ARGUMENT'],
  ['evaluate', { evaluate: run }, 'ERR_ARGUMENT'],
  ['evaluate.run', { evaluate: { every: 1 } }, 'ERR_ARGUMENT'],
  ['stopWhen', { stopWhen: true }, 'ERR_ARGUMENT'],
  ['resume', { resume: null }, 'ERR_CHECKPOINT'],
  ['resume', { resume: {} }, 'ERR_CHECKPOINT'],
  ['resume', { resume: { ...state, step: '1' } }, 'ERR_CHECKPOINT'],
  ['resume', { resume: { ...state, json: [] } }, 'ERR_CHECKPOINT'],
  [
    'resume',
    { resume: { ...state, arrays: { a: { shape: [1], values: [1] } } } },
    'ERR_CHECKPOINT',
  ],
])('names %s where it is %j', (name, options, code) => {
  let caught: unknown;
  try {
    checkTrainingOptions('learn', options as TrainingOptions<never, unknown>);
  } catch (error) {
    caught = error;
  }
  expect(caught).toMatchObject({ code });
  expect((caught as Error).message).toMatch(new RegExp(`^learn: ${name} must be `));
});
