import { CheckpointError } from '@causal-mechanisms/tensor-utils';
import type { SavedPart, StatePart } from '@causal-mechanisms/tensor-utils';
import { resolveExpertsConfig } from '../../../src/index.ts';
import { bankPart, restoreState } from '../../../src/training/adaptive/bankPart.ts';

function kept(start: SavedPart): StatePart & { now: SavedPart } {
  const part = {
    now: start,
    save: () => Promise.resolve(part.now),
    restore: (saved: SavedPart) => {
      part.now = saved;
    },
  };
  return part;
}
const array = (...values: number[]) => ({
  shape: [values.length],
  values: Float32Array.from(values),
});
const config = resolveExpertsConfig({ experts: 2 });

it('holds all parts of a competition and the configuration of its bank', async () => {
  const state = {
    'expert0.adam': kept({ arrays: { first: array(1), second: array(2) }, json: { steps: 3 } }),
    stream: kept({ json: 'here' }),
  };
  const saved = await bankPart({ get: () => ({ config, state }), open: () => state }).save();
  expect(Object.keys(saved.arrays ?? {})).toEqual(['expert0.adam/first', 'expert0.adam/second']);
  const others = { 'expert0.adam': kept({}), stream: kept({}), more: kept({}) };
  let opened: unknown;
  const part = bankPart({
    get: () => ({ config, state: others }),
    open: (found) => {
      opened = found;
      return others;
    },
  });
  part.restore(JSON.parse(JSON.stringify(saved)) as SavedPart);
  expect(opened).toEqual(config);
  part.restore(saved);
  expect(others['expert0.adam'].now).toEqual(state['expert0.adam'].now);
  expect(others.stream.now).toEqual({ arrays: {}, json: 'here' });
  expect(others.more.now).toEqual({ arrays: {} });
});

it('restores part by part', () => {
  const state = { a: kept({}), b: kept({}) };
  restoreState(state, { a: { json: 1 } });
  expect([state.a.now, state.b.now]).toEqual([{ json: 1 }, {}]);
});

it.each([[undefined], [{ config: {} }], [{ config: { experts: 'two' }, parts: {} }]])(
  'refuses %j',
  (json) => {
    const part = bankPart({ get: () => ({ config, state: {} }), open: () => ({}) });
    expect(() => {
      part.restore(json === undefined ? {} : { json });
    }).toThrow(CheckpointError);
  },
);
