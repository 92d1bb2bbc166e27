import { pendulumGraph, pendulumSuperGraph } from '@causal-mechanisms/datasets';
import { graphScores } from '../../../src/index.ts';

const names = ['pendulum', 'light', 'shadow_length', 'shadow_position'];
const weights = {
  rows: names,
  columns: names,
  values: [
    [0, 0.05, 0.26, 0.22],
    [0, 0, -0.56, 0.6],
    [0, 0, 0, 0.3],
    [0, 0, 0, 0],
  ],
};
const signs = {
  'pendulum -> shadow_length': 1,
  'pendulum -> shadow_position': 1,
  'light -> shadow_length': -1,
  'light -> shadow_position': -1,
} as const;

describe('graphScores', () => {
  it('scores signs, ranks and distances', () => {
    const scores = graphScores(weights, pendulumGraph, { allowed: pendulumSuperGraph, signs });
    expect(scores).toMatchObject({
      signsRight: 3,
      signsKnown: 4,
      hammingDistance: 1,
      interventionDistance: 0,
    });
    // Edges .6, .56, .26 and .22 against .3 and .05.
    expect(scores.ranking.auroc).toBe(6 / 8);
    expect(scores.ranking).toMatchObject({ pairs: 6, edges: 4 });
    expect(scores.counts).toMatchObject({ right: 4, added: 1, missing: 0, reversed: 0 });
    expect(scores.edges).toHaveLength(6);
    expect(scores.edges[0]).toEqual({
      edge: 'pendulum -> light',
      weight: 0.05,
      isTrue: false,
      signIsRight: undefined,
    });
    expect(scores.edges.find(({ edge }) => edge === 'light -> shadow_position')).toEqual({
      edge: 'light -> shadow_position',
      weight: 0.6,
      isTrue: true,
      signIsRight: false,
    });
  });

  it('cuts at the threshold', () => {
    const scores = graphScores(weights, pendulumGraph, {
      allowed: pendulumSuperGraph,
      threshold: 0.25,
    });
    // pendulum -> position is lost, length -> position added.
    expect(scores.hammingDistance).toBe(2);
    expect(scores.counts).toMatchObject({ right: 3, added: 1, missing: 1 });
    expect(scores.interventionDistance).toBeGreaterThan(0);
    expect(scores.signsKnown).toBe(0);
    const all = graphScores(weights, pendulumGraph, { threshold: 0 });
    expect(all).toMatchObject({ hammingDistance: 2, interventionDistance: 0 });
    expect(all.edges).toHaveLength(12);
    expect(all.ranking.pairs).toBe(12);
  });

  it('takes graphs in words and in another order, and factors without an edge', () => {
    const words = ['light -> shadow_length', 'pendulum -> shadow_length'];
    const scores = graphScores(weights, words, {
      allowed: 'light -> shadow_length; pendulum -> shadow_length -> shadow_position',
    });
    expect(scores.edges.map(({ edge, isTrue }) => [edge, isTrue])).toEqual([
      ['pendulum -> shadow_length', true],
      ['light -> shadow_length', true],
      ['shadow_length -> shadow_position', false],
    ]);
    expect(scores.ranking.auroc).toBe(0.5);
  });

  it('gives no sign to a weight of 0', () => {
    const still = {
      rows: ['a', 'b'],
      columns: ['a', 'b'],
      values: [
        [0, 0],
        [0, 0],
      ],
    };
    const { edges, signsRight } = graphScores(still, 'a -> b', {
      allowed: 'a -> b',
      signs: { 'a -> b': -1 },
    });
    expect(signsRight).toBe(0);
    expect(edges[0]?.signIsRight).toBe(false);
  });

  it('refuses what does not fit', () => {
    expect(() => graphScores(weights, 'light -> shadow')).toThrow(
      /truth must be a graph of pendulum/,
    );
    expect(() => graphScores(weights, pendulumGraph, { allowed: 'a -> b' })).toThrow(
      /allowed must be/,
    );
    expect(() =>
      graphScores(weights, pendulumGraph, { allowed: 'light -> shadow_length' }),
    ).toThrow(/every true edge/);
    expect(() =>
      graphScores(weights, pendulumGraph, {
        allowed: pendulumGraph,
        signs: { 'light -> pendulum': 1 },
      }),
    ).toThrow(/signs must be of allowed edges, got "light -> pendulum"/);
    expect(() => graphScores(weights, pendulumGraph, { threshold: -1 })).toThrow(/threshold/);
    expect(() => graphScores({ ...weights, values: [[0]] }, pendulumGraph)).toThrow(
      expect.objectContaining({ code: 'ERR_SHAPE' }) as Error,
    );
  });
});
