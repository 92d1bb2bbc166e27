import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import {
  afterIteration,
  partBatch,
  withHeadStarts,
} from '../../../src/training/adaptive/headStarts.ts';
import type { HeadStart } from '../../../src/training/adaptive/structureState.ts';
import { sparse } from '../../bank/banks.ts';

beforeAll(() => useBackend());

const halves = (expert: number, copy: number, centres: [number[], number[]]): HeadStart => ({
  kind: 'halves',
  expert,
  copy,
  left: 5,
  centres,
});

it('gives a new expert what nobody serves', () => {
  const winners = Int32Array.of(0, 1, 0, 1);
  const scores = Float32Array.of(-3, 0, 2, -2, -4, 1, 0, -1, -9, -9, -9, -9);
  const headStarts: HeadStart[] = [{ kind: 'unserved', expert: 7, left: 5, threshold: -0.5 }];
  const found = withHeadStarts(winners, scores, { ids: [3, 4, 7], headStarts }, new Map());
  expect(found).toEqual(Int32Array.of(2, 1, 0, 2));
  expect(winners).toEqual(Int32Array.of(0, 1, 0, 1));
});

it('parts what a split expert and its copy win between them, and nothing else', () => {
  const winners = Int32Array.of(0, 1, 2, 0, 2);
  const headStarts = [halves(4, 9, [[], []])];
  const forCopies = new Map([[9, [true, true, false, false, true]]]);
  const found = withHeadStarts(
    winners,
    new Float32Array(15),
    { ids: [4, 5, 9], headStarts },
    forCopies,
  );
  expect(found).toEqual(Int32Array.of(2, 1, 0, 0, 2));
});

it('leaves winners alone without head starts', () => {
  const winners = Int32Array.of(0, 1);
  const found = withHeadStarts(
    winners,
    new Float32Array(4),
    { ids: [0, 1], headStarts: [] },
    new Map(),
  );
  expect(found).toEqual(winners);
});

it('tells by what the expert does which half an image belongs to', async () => {
  const same = new Array<number>(121).fill(0);
  same[60] = 1; // the middle of 11 x 11
  const right = new Array<number>(121).fill(0);
  right[61] = 1;
  const batch = sparse(4, { lit: 1 });
  const places: number[] = [];
  const apply = (images: tf.Tensor4D, place: number) => {
    places.push(place);
    // The first two stay, the others move by a pixel to the right.
    return tf.tidy(() => {
      const moved = images.slice([2, 0, 0, 0], [2, 8, 7, 1]).pad([
        [0, 0],
        [0, 0],
        [1, 0],
        [0, 0],
      ]);
      return tf.concat4d([images.slice([0], [2]), moved as tf.Tensor4D], 0);
    });
  };
  const before = tf.memory().numTensors;
  const state = {
    ids: [3, 8, 5],
    headStarts: [halves(8, 5, [same, right]), halves(3, 9, [right, same])],
  };
  const found = await partBatch(state, batch, apply);
  expect(tf.memory().numTensors).toBe(before);
  expect(found.get(5)).toEqual([false, false, true, true]);
  expect(found.get(9)).toEqual([true, true, false, false]);
  expect(places).toEqual([1, 0]);
  batch.dispose();
});

it('asks no expert where none was split', async () => {
  const batch = sparse(1);
  const refuse = () => {
    throw new Error('applied');
  };
  const headStarts: HeadStart[] = [{ kind: 'unserved', expert: 0, left: 1, threshold: 0 }];
  expect((await partBatch({ ids: [0], headStarts }, batch, refuse)).size).toBe(0);
  batch.dispose();
});

it('counts down', () => {
  const one: HeadStart = { kind: 'unserved', expert: 0, left: 2, threshold: 0 };
  const left = afterIteration([one, { ...one, left: 1 }]);
  expect(left).toEqual([{ ...one, left: 1 }]);
  expect(afterIteration(left)).toEqual([]);
});
