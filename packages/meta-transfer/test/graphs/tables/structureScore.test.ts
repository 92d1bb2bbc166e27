import { thrownCode } from '@causal-mechanisms/test-utils';
import { StructureScore } from '../../../src/index.ts';
import { toggled } from '../../../src/graphs/tables/structureScore.ts';
import { noisyChain, tableOf } from '../noisyChain.ts';

const FOUR = [0, 0, 0, 0, 1, 1, 1, 1];
const ALONE = Math.log(6.5625 ** 2 / 40320);
const COPIED = 2 * Math.log(2.28515625 / 6.5625);
const NONE = [
  [0, 0],
  [0, 0],
];
const FORWARD = [
  [0, 1],
  [0, 0],
];
const BACKWARD = [
  [0, 0],
  [1, 0],
];

describe('StructureScore', () => {
  const observational = tableOf([FOUR, FOUR]);

  it('sums the variables and takes a penalty per edge', () => {
    const score = new StructureScore({ observational, interventions: [] });
    expect(score.scoreOf(NONE)).toBeCloseTo(2 * ALONE, 10);
    expect(score.scoreOf(FORWARD)).toBeCloseTo(ALONE + COPIED - Math.log(2), 10);
    expect(score.scoreOf(BACKWARD)).toBeCloseTo(score.scoreOf(FORWARD), 10);
    expect(score.edgePenalty).toBeCloseTo(Math.log(2), 12);
    const free = new StructureScore({ observational, interventions: [] }, { edgePenalty: 0 });
    expect(free.scoreOf(FORWARD)).toBeCloseTo(ALONE + COPIED, 10);
  });

  it('leaves the rows of interventions out for their own variable alone', () => {
    const samples = tableOf([FOUR, FOUR.map((bit) => 1 - bit)]);
    const score = new StructureScore({ observational, interventions: [{ target: 1, samples }] });
    // Variable 0 is counted on 16 rows, variable 1 on 8.
    expect(score.local(1, [])).toBeCloseTo(ALONE, 10);
    expect(score.local(1, [0])).toBeCloseTo(COPIED - Math.log(2), 10);
    expect(score.local(0, [])).not.toBeCloseTo(ALONE, 1);
    expect(score.scoreOf(FORWARD)).toBeGreaterThan(score.scoreOf(BACKWARD) + 3);
  });

  it('scores hidden targets by a table of their own, at the price of an edge', () => {
    const samples = tableOf([FOUR, FOUR.map((bit) => 1 - bit)]);
    const data = { observational, interventions: [{ target: null, samples }] };
    const score = new StructureScore(data);
    const known = new StructureScore({ observational, interventions: [{ target: 1, samples }] });
    expect(score.scoreOf(FORWARD, [1])).toBeCloseTo(
      known.scoreOf(FORWARD) + ALONE - Math.log(2),
      10,
    );
    expect(score.scoreOf(FORWARD, [[1]])).toBe(score.scoreOf(FORWARD, [1]));
    expect(score.scoreOf(FORWARD, [null])).toBe(score.scoreOf(FORWARD));
    expect(score.scoreOf(FORWARD, [[0, 1]])).toBeCloseTo(
      2 * ALONE - 3 * Math.log(2) + ALONE + COPIED,
      10,
    );
    // What the data say counts.
    expect(known.scoreOf(FORWARD, [0])).toBe(known.scoreOf(FORWARD));
    expect(thrownCode(() => score.scoreOf(FORWARD, []))).toBe('ERR_ARGUMENT');
  });

  it('gives the same score to equivalent graphs on observational samples', () => {
    const { data, graph } = noisyChain({ order: [0, 1, 2], rows: 300, perTarget: 0 });
    const score = new StructureScore(data);
    const fork = [
      [0, 0, 0],
      [1, 0, 1],
      [0, 0, 0],
    ];
    expect(score.scoreOf(fork)).toBeCloseTo(score.scoreOf(graph), 9);
    const collider = [
      [0, 1, 0],
      [0, 0, 0],
      [0, 1, 0],
    ];
    expect(score.scoreOf(collider)).toBeLessThan(score.scoreOf(graph) - 1);
  });

  it('toggles parents and interventions, and counts every table once', () => {
    const { data } = noisyChain({ order: [2, 0, 1, 3], rows: 200, perTarget: 30, hidden: true });
    const score = new StructureScore(data, { maximumParents: 2 });
    const toggles = score.parentToggles(1, [0, 3], [2]);
    expect(toggles[0]).toBeCloseTo(score.local(1, [3], [2]), 12);
    expect(toggles[3]).toBeCloseTo(score.local(1, [0], [2]), 12);
    expect([toggles[1], toggles[2]]).toEqual([-Infinity, -Infinity]);
    const more = score.parentToggles(1, [3], []);
    expect(score.parentToggles(1, [3], [])).toBe(more);
    const evaluated = score.evaluated;
    const fresh = new StructureScore(data);
    expect(more[0]).toBeCloseTo(fresh.local(1, [0, 3], []), 10);
    expect(more[2]).toBeCloseTo(fresh.local(1, [2, 3], []), 10);
    expect(more[3]).toBeCloseTo(fresh.local(1, [], []), 10);
    const batches = score.batchToggles(1, [3], [2]);
    expect(batches[2]).toBeCloseTo(fresh.local(1, [3], []), 10);
    expect(batches[0]).toBeCloseTo(fresh.local(1, [3], [0, 2]), 10);
    score.local(1, [0, 3], []);
    score.parentToggles(1, [3], []);
    expect(score.evaluated).toBe(evaluated + 3);
  });

  it('does not toggle known targets, nor parents whose table is too large', () => {
    const { data } = noisyChain({ order: [0, 1], rows: 20, perTarget: 5 });
    expect(Array.from(new StructureScore(data).batchToggles(0, [], [0]))).toEqual([
      -Infinity,
      -Infinity,
    ]);
    const wide = tableOf([[0], [0], [0], [0]], [256, 256, 256, 256]);
    const score = new StructureScore({ observational: wide, interventions: [] });
    expect(score.parentToggles(0, [1, 2], [])[3]).toBe(-Infinity);
    expect(thrownCode(() => score.local(0, [1, 2, 3]))).toBe('ERR_ARGUMENT');
  });

  it('shares the rows of another score', () => {
    const { data, graph } = noisyChain({ order: [1, 0, 2], rows: 200, perTarget: 30 });
    const first = new StructureScore(data);
    const total = first.scoreOf(graph);
    const second = new StructureScore(first, { equivalentSampleSize: 10 });
    const fresh = new StructureScore(data, { equivalentSampleSize: 10 });
    expect(second.scoreOf(graph)).toBe(fresh.scoreOf(graph));
    expect(second).toMatchObject({ equivalentSampleSize: 10, targets: [0, 1, 2] });
    expect(first.scoreOf(graph)).toBe(total);
    expect([first.evaluated, second.evaluated]).toEqual([6, 6]);
  });

  it('gives hidden targets a prior of one sample, whatever that of other tables is', () => {
    const samples = tableOf([FOUR, FOUR]);
    const data = { observational, interventions: [{ target: null, samples }] };
    const score = new StructureScore(data, { equivalentSampleSize: 50 });
    const known = { observational, interventions: [{ target: 1, samples }] };
    const without = new StructureScore(known, { equivalentSampleSize: 50 });
    expect(score.local(1, [], [0])).toBeCloseTo(without.local(1, []) + ALONE - Math.log(2), 10);
  });

  it('refuses impossible options and graphs', () => {
    const data = { observational, interventions: [] };
    for (const options of [
      { equivalentSampleSize: 0 },
      { equivalentSampleSize: NaN },
      { edgePenalty: -1 },
      { edgePenalty: Infinity },
      { maximumParents: -1 },
    ]) {
      expect(thrownCode(() => new StructureScore(data, options))).toBe('ERR_ARGUMENT');
    }
    const cyclic = [
      [0, 1],
      [1, 0],
    ];
    expect(thrownCode(() => new StructureScore(data).scoreOf(cyclic))).toBe('ERR_VALUES');
    expect(thrownCode(() => new StructureScore(data).scoreOf([[0]]))).toBe('ERR_SHAPE');
  });
});

describe('toggled', () => {
  it('keeps lists in order', () => {
    expect(toggled([1, 4], 2)).toEqual([1, 2, 4]);
    expect(toggled([1, 4], 5)).toEqual([1, 4, 5]);
    expect(toggled([1, 4], 0)).toEqual([0, 1, 4]);
    expect(toggled([1, 4], 4)).toEqual([1]);
    expect(toggled([], 4)).toEqual([4]);
  });
});
