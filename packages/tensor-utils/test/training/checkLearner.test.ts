import { thrownCode } from '@causal-mechanisms/test-utils';
import type { Learner } from '../../src/index.ts';
import { checkLearner } from '../../src/training/checkLearner.ts';

interface Model {
  dispose(): void;
}

const learner = (disposed: string[] = []): Learner<Model> => ({
  owner: 'learner',
  config: { steps: 1 },
  stepsKey: 'steps',
  model: { dispose: () => void disposed.push('model') },
  state: { part: { save: () => Promise.resolve({}), restore: () => undefined } },
  before: [],
  main: { name: 'training', steps: 1, step: () => Promise.resolve({ scalars: {} }) },
  dispose: () => void disposed.push('learner'),
});

describe('checkLearner', () => {
  it('takes a learner', () => {
    const disposed: string[] = [];
    checkLearner(learner(disposed));
    expect(disposed).toEqual([]);
  });

  it.each([
    ['owner', { owner: 7 }],
    ['config', { config: null }],
    ['stepsKey', { stepsKey: undefined }],
    ['state', { state: null }],
    ['state.part.save', { state: { part: {} } }],
    ['main', { main: null }],
    ['main.steps', { main: { ...learner().main, steps: -1 } }],
    ['main.step', { main: { ...learner().main, step: undefined } }],
    ['before[0]', { before: [null] }],
    ['after', { after: {} }],
  ])('refuses another %s, and disposes of the rest', (name, wrong) => {
    const disposed: string[] = [];
    const given = { ...learner(disposed), ...wrong } as unknown as Learner<Model>;
    expect(() => {
      checkLearner(given);
    }).toThrow(`runTraining: learner.${name} must be`);
    expect(disposed).toEqual(['learner', 'model']);
  });

  it('disposes of what it can', () => {
    const disposed: string[] = [];
    const given = { ...learner(disposed), dispose: null } as unknown as Learner<Model>;
    expect(thrownCode(() => checkLearner(given))).toBe('ERR_ARGUMENT');
    expect(disposed).toEqual(['model']);
    const none = { ...learner(disposed), model: null } as unknown as Learner<Model>;
    expect(thrownCode(() => checkLearner(none))).toBe('ERR_ARGUMENT');
    expect(thrownCode(() => checkLearner(null as unknown as Learner<Model>))).toBe('ERR_ARGUMENT');
  });
});
