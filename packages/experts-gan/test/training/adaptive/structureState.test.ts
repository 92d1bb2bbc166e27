import { CheckpointError } from '@causal-mechanisms/tensor-utils';
import { firstStructure, structurePart } from '../../../src/training/adaptive/structureState.ts';
import type { StructureState } from '../../../src/training/adaptive/structureState.ts';

const full: StructureState = {
  ...firstStructure(2),
  near: [[0, 1, 2]],
  changes: [
    { step: 3, kind: 'pruned', expert: 2, other: null, value: 0, limit: 0.005, experts: 2 },
  ],
  headStarts: [
    { kind: 'unserved', expert: 0, left: 3, threshold: -1.25 },
    { kind: 'halves', expert: 0, copy: 1, left: 3, centres: [[0.1], [1 / 3]] },
  ],
};

it('comes back from a checkpoint as it was', async () => {
  let state = full;
  const part = structurePart({ get: () => state, set: (saved) => (state = saved) });
  const saved = await part.save();
  state = firstStructure(1);
  part.restore(JSON.parse(JSON.stringify(saved)) as typeof saved);
  expect(state).toEqual(full);
});

it.each([
  [{}],
  [null],
  [{ ...firstStructure(1), ids: ['a'] }],
  [{ ...firstStructure(1), more: 1 }],
])('refuses %j', (json) => {
  const part = structurePart({ get: () => full, set: () => undefined });
  expect(() => {
    part.restore({ json: json as never });
  }).toThrow(CheckpointError);
});
