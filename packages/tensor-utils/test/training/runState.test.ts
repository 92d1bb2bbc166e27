import { ArgumentError, CheckpointError } from '../../src/index.ts';
import type { SavedPart, StatePart } from '../../src/index.ts';
import { asJson, restoreParts, saveParts } from '../../src/training/runState.ts';

/** A part that remembers what it was restored to. */
function remembering(saved: SavedPart): StatePart & { restored?: SavedPart } {
  const part: StatePart & { restored?: SavedPart } = {
    save: () => Promise.resolve(saved),
    restore(found) {
      part.restored = found;
    },
  };
  return part;
}

const array = { shape: [1], values: Float32Array.of(4) };

it('saves arrays below the name of their part, and JSON below `parts`', async () => {
  const state = {
    net: remembering({ arrays: { values: array, more: array } }),
    'net.adam': remembering({ arrays: { first: array }, json: { steps: 2 } }),
    mood: remembering({ json: null }),
  };
  const saved = await saveParts(state);
  expect(Object.keys(saved.arrays)).toEqual(['net/values', 'net/more', 'net.adam/first']);
  expect(saved.json).toEqual({ parts: { 'net.adam': { steps: 2 }, mood: null } });
  restoreParts('learn', state, saved);
  expect(state.net.restored).toEqual({ arrays: { values: array, more: array } });
  expect(state['net.adam'].restored).toEqual({ arrays: { first: array }, json: { steps: 2 } });
  expect(state.mood.restored).toEqual({ arrays: {}, json: null });
});

it('refuses a name that would be taken for an array of another part', async () => {
  await expect(saveParts({ 'net/adam': remembering({}) })).rejects.toThrow(ArgumentError);
});

it('names owner and part where a part does not fit, and passes other errors on', () => {
  const failing = (error: Error): StatePart => ({
    ...remembering({}),
    restore: () => {
      throw error;
    },
  });
  const restore = (error: Error) => () =>
    restoreParts('learn', { net: failing(error) }, { arrays: {}, json: { parts: {} } });
  const inner = new CheckpointError('it holds nothing', { data: { name: 'values' } });
  expect(restore(inner)).toThrow('learn: the checkpoint does not fit at "net": it holds nothing');
  expect(restore(inner)).toThrow(
    expect.objectContaining({ data: { part: 'net', name: 'values' }, cause: inner }) as Error,
  );
  expect(restore(new TypeError('a bug'))).toThrow(TypeError);
});

it.each([{}, { parts: null }, { parts: [1] }])('refuses the JSON %j', (json) => {
  expect(() => restoreParts('learn', {}, { arrays: {}, json })).toThrow(CheckpointError);
});

it('gives plain data back as a JSON file would', () => {
  expect(asJson({ a: undefined, b: NaN, c: [1, { d: 'e' }] })).toEqual({
    b: null,
    c: [1, { d: 'e' }],
  });
});
