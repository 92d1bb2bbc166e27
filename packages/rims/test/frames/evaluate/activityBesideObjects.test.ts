import { thrownCode } from '@causal-mechanisms/test-utils';
import { activityBesideObjects } from '../../../src/frames/evaluate/activityBesideObjects.ts';
import type {
  FrameActivity,
  ObjectPlaces,
} from '../../../src/frames/evaluate/activityBesideObjects.ts';

/** Two sequences of two steps, two modules: the first is active in the left half, the second after hits. */
const prediction: FrameActivity = {
  size: 2,
  steps: 2,
  shape: [4, 8, 1],
  modules: 2,
  activation: Float32Array.of(1, 0, 1, 1, 0, 1, 0, 0),
};
/** Frames twice as wide as high; the second sequence has one object alone. */
const objects: ObjectPlaces = {
  size: 2,
  steps: 3,
  objects: 2,
  counts: Int32Array.of(2, 1),
  positions: Float64Array.of(
    ...[0.1, 0.1, 0.9, 0.9, 0.2, 0.1, 0.8, 0.9, 9, 9, 9, 9],
    ...[1.5, 0.2, 0, 0, 1.6, 0.2, 0, 0, 9, 9, 9, 9],
  ),
  collisions: Uint8Array.of(0, 0, 2, 0, 9, 9, 0, 0, 0, 0, 9, 9),
  wallHits: Uint8Array.of(0, 0, 0, 1, 9, 9, 1, 0, 0, 0, 9, 9),
};

it('tells shares of all steps, of those after a hit, and by place', () => {
  const { active, atHits, inCells } = activityBesideObjects(prediction, objects, { cells: 2 });
  expect(active).toEqual([0.5, 0.5]);
  // Object 0 hits in the second step of the first sequence and in the first of the second one.
  expect(atHits).toEqual([
    [0.5, 1],
    [1, 1],
  ]);
  expect(inCells).toEqual([
    [
      [1, 0],
      [1, null],
    ],
    [
      [0.5, 0.5],
      [0.5, null],
    ],
  ]);
});

it('knows no hits where none are given, and counts no step twice for two kinds of them', () => {
  const { collisions, wallHits, ...places } = objects;
  expect(activityBesideObjects(prediction, places).atHits).toEqual([
    [null, null],
    [null, null],
  ]);
  const both = {
    ...places,
    collisions: collisions as Uint8Array,
    wallHits: collisions as Uint8Array,
  };
  expect(activityBesideObjects(prediction, both).atHits).toEqual([
    [1, null],
    [1, null],
  ]);
  expect(wallHits).toHaveLength(12);
});

it.each<[string, Partial<FrameActivity>, Partial<ObjectPlaces>, object]>([
  ['no modules', { modules: 0 }, {}, {}],
  ['activation of another length', { activation: new Float32Array(3) }, {}, {}],
  ['other sequences', {}, { size: 3 }, {}],
  ['too few frames', {}, { steps: 1 }, {}],
  ['positions of another length', {}, { positions: new Float64Array(3) }, {}],
  ['hits of another length', {}, { wallHits: new Uint8Array(3) }, {}],
])('refuses %s', (_, wrong, places, options) => {
  expect(
    thrownCode(() =>
      activityBesideObjects({ ...prediction, ...wrong }, { ...objects, ...places }, options),
    ),
  ).toBe('ERR_SHAPE');
});

it('refuses no cells, more objects than there may be, and a core without modules', () => {
  const { activation, ...without } = prediction;
  expect(activation).toHaveLength(8);
  expect(thrownCode(() => activityBesideObjects(without, objects))).toBe('ERR_SHAPE');
  expect(thrownCode(() => activityBesideObjects(prediction, objects, { cells: 0 }))).toBe(
    'ERR_ARGUMENT',
  );
  const counts = Int32Array.of(3, 1);
  expect(thrownCode(() => activityBesideObjects(prediction, { ...objects, counts }))).toBe(
    'ERR_VALUES',
  );
});
