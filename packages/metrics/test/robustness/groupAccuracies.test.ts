import { groupAccuracies } from '../../src/index.ts';
import { codeOf } from '../support.ts';

/** Rows of one group of which the first `right` are predicted rightly. */
function group(label: number, attribute: number, right: number, count: number) {
  return Array.from({ length: count }, (_, i) => ({
    prediction: i < right ? label : 1 - label,
    label,
    attribute,
  }));
}

const lists = (rows: ReturnType<typeof group>) => ({
  predictions: rows.map((row) => row.prediction),
  labels: rows.map((row) => row.label),
  attributes: rows.map((row) => row.attribute),
});

describe('groupAccuracies', () => {
  // Accuracies .7, .95, .9 and .8.
  const data = lists([
    ...group(1, 1, 8, 10),
    ...group(0, 0, 7, 10),
    ...group(1, 0, 9, 10),
    ...group(0, 1, 19, 20),
  ]);

  it('is what counting gives', () => {
    const scores = groupAccuracies(data);
    expect(scores.groups).toEqual([
      { label: 0, attribute: 0, count: 10, accuracy: 0.7 },
      { label: 0, attribute: 1, count: 20, accuracy: 0.95 },
      { label: 1, attribute: 0, count: 10, accuracy: 0.9 },
      { label: 1, attribute: 1, count: 10, accuracy: 0.8 },
    ]);
    expect(scores.worst).toBe(0.7);
    expect(scores.worstGroup).toEqual(scores.groups[0]);
    expect(scores.average).toBeCloseTo(43 / 50, 12);
    expect(scores.conflicting).toBeCloseTo(28 / 30, 12);
    expect(scores.conflictingCount).toBe(30);
    expect(scores.groupWeighted).toBeCloseTo((0.7 + 0.95 + 0.9 + 0.8) / 4, 12);
  });

  it('weights groups as asked to', () => {
    const shares = [0.64, 0.16, 0.04, 0.16];
    const { groupWeighted } = groupAccuracies(data, {
      weight: ({ label, attribute }) => shares[2 * label + attribute] ?? NaN,
    });
    expect(groupWeighted).toBeCloseTo(0.64 * 0.7 + 0.16 * 0.95 + 0.04 * 0.9 + 0.16 * 0.8, 12);
    expect(groupAccuracies(data, { weight: ({ count }) => count }).groupWeighted).toBeCloseTo(
      43 / 50,
      12,
    );
  });

  it('knows its ends', () => {
    const labels = [0, 1, 0, 1];
    const attributes = [0, 0, 1, 1];
    const right = groupAccuracies({ predictions: labels, labels, attributes });
    expect([right.average, right.worst, right.conflicting]).toEqual([1, 1, 1]);
    const spurious = groupAccuracies({ predictions: attributes, labels, attributes });
    expect([spurious.average, spurious.worst, spurious.conflicting]).toEqual([0.5, 0, 0]);
    expect(spurious.worstGroup).toMatchObject({ label: 0, attribute: 1 });
    const agreeing = groupAccuracies({ predictions: labels, labels, attributes: labels });
    expect(agreeing.conflicting).toBeNaN();
    expect(agreeing.conflictingCount).toBe(0);
  });

  it('takes more than two classes', () => {
    const { groups, worstGroup } = groupAccuracies({
      predictions: [2, 2, 10, 1],
      labels: [2, 2, 10, 10],
      attributes: [3, 0, 1, 1],
    });
    expect(groups.map(({ label, attribute }) => [label, attribute])).toEqual([
      [2, 0],
      [2, 3],
      [10, 1],
    ]);
    expect(worstGroup).toEqual({ label: 10, attribute: 1, count: 2, accuracy: 0.5 });
  });

  it('refuses what does not fit', () => {
    const labels = [0, 1];
    const ok = { predictions: labels, labels, attributes: labels };
    expect(codeOf(() => groupAccuracies({ ...ok, predictions: [1] }))).toBe('ERR_SHAPE');
    expect(codeOf(() => groupAccuracies({ ...ok, attributes: [1] }))).toBe('ERR_SHAPE');
    expect(codeOf(() => groupAccuracies({ predictions: [], labels: [], attributes: [] }))).toBe(
      'ERR_ARGUMENT',
    );
    for (const name of ['predictions', 'labels', 'attributes']) {
      expect(codeOf(() => groupAccuracies({ ...ok, [name]: [0, 0.5] }))).toBe('ERR_VALUES');
    }
    for (const weight of [() => 0, () => -1, () => NaN, () => Infinity]) {
      expect(codeOf(() => groupAccuracies(ok, { weight }))).toBe('ERR_ARGUMENT');
    }
  });
});
