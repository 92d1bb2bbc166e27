import { addingTask, copyingTask } from '@causal-mechanisms/datasets';
import { thrownCode } from '@causal-mechanisms/test-utils';
import { checkTask, resolveSequenceModelConfig } from '../../src/model/sequenceModelConfig.ts';
import type { SequenceModelConfig } from '../../src/model/sequenceModelConfig.ts';

const config: SequenceModelConfig = {
  core: { kind: 'rims', units: 12, modules: 4, activeModules: 2 },
  input: { kind: 'tokens', vocabulary: 10, width: 6 },
  outputs: 10,
  answers: 'every',
  dropout: 0,
};

it('fills in what the core leaves out', () => {
  const resolved = resolveSequenceModelConfig(config);
  expect(resolved.core).toMatchObject({
    kind: 'rims',
    units: 12,
    inputValueWidth: 12,
    communicationHeads: 4,
  });
  expect(resolved.core).not.toHaveProperty('inputWidth');
  expect(resolveSequenceModelConfig(resolved)).toEqual(resolved);
  expect(JSON.parse(JSON.stringify(resolved))).toEqual(resolved);
});

it.each<[string, object]>([
  ['an unknown key', { answer: 'every' }],
  ['an unknown kind of input', { input: { kind: 'words', width: 3 } }],
  ['tokens without a vocabulary', { input: { kind: 'tokens', width: 3 } }],
  ['vectors with one', { input: { kind: 'vectors', width: 3, vocabulary: 2 } }],
  ['no outputs', { outputs: 0 }],
  ['answers now and then', { answers: 'some' }],
  ['dropout of everything', { dropout: 1 }],
  ['a core without a kind', { core: { units: 3 } }],
  ['a core that cannot be', { core: { kind: 'rims', units: 13 } }],
  [
    'a core of two elements',
    { core: { kind: 'rims', units: 12, modules: 3, activeModules: 2, elements: 2 } },
  ],
  ['a core of another width', { core: { kind: 'lstm', inputWidths: 3 } }],
])('refuses %s', (_, bad) => {
  const resolve = () => resolveSequenceModelConfig({ ...config, ...bad });
  expect(thrownCode(resolve)).toBe('ERR_CONFIG');
});

it('fits a task or says why not', () => {
  const copying = copyingTask({ gap: 3 });
  const fits = (change: object, task: Parameters<typeof checkTask>[1] = copying) =>
    thrownCode(() => checkTask({ ...config, ...change }, task));
  expect(fits({})).toBeUndefined();
  expect(
    fits({ outputs: 20, input: { kind: 'tokens', vocabulary: 20, width: 6 } }),
  ).toBeUndefined();
  expect(fits({ outputs: 9 })).toBe('ERR_CONFIG');
  expect(fits({ answers: 'last' })).toBe('ERR_CONFIG');
  expect(fits({ input: { kind: 'tokens', vocabulary: 9, width: 6 } })).toBe('ERR_CONFIG');
  expect(fits({ input: { kind: 'vectors', width: 6 } })).toBe('ERR_CONFIG');
  const adding = { input: { kind: 'vectors', width: 3 }, outputs: 1, answers: 'last' };
  expect(fits(adding, addingTask())).toBeUndefined();
  expect(fits({ ...adding, outputs: 2 }, addingTask())).toBe('ERR_CONFIG');
  expect(fits({ ...adding, input: { kind: 'vectors', width: 4 } }, addingTask())).toBe(
    'ERR_CONFIG',
  );
});
