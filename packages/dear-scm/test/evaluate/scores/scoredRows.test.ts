import { hideLabels } from '@causal-mechanisms/datasets';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { scoredRows } from '../../../src/evaluate/scores/scoredRows.ts';
import { causeEffectBit } from './pairs.ts';

const stream = () => new RandomStream(7);

describe('scoredRows', () => {
  const data = causeEffectBit(100);

  it('draws distinct rows with their labels, in the order of the factors that are asked for', () => {
    const { rows, labels } = scoredRows('f', data, {
      factors: ['bit', 'cause'],
      rows: 40,
      stream: stream(),
    });
    expect(new Set(rows).size).toBe(40);
    expect([...rows]).not.toEqual([...rows].sort((a, b) => a - b));
    expect(labels).toHaveLength(2);
    rows.forEach((row, i) => {
      expect(labels[0]?.[i]).toBe(data.values[3 * row + 2]);
      expect(labels[1]?.[i]).toBe(data.values[3 * row]);
    });
    expect(scoredRows('f', data, { factors: ['bit'], rows: 40, stream: stream() }).rows).toEqual(
      rows,
    );
    expect(
      scoredRows('f', data, { factors: ['bit'], rows: 999, stream: stream() }).rows,
    ).toHaveLength(100);
  });

  it('leaves out rows without labels, and says where too few are left', () => {
    const hidden = hideLabels(data, { share: 0.5, stream: new RandomStream(1) });
    const { rows, labels } = scoredRows('f', hidden, {
      factors: ['cause', 'effect'],
      rows: 100,
      stream: stream(),
    });
    expect(rows.length).toBeLessThan(60);
    expect(rows.length).toBeGreaterThanOrEqual(30);
    expect(labels.flatMap((column) => [...column]).some(Number.isNaN)).toBe(false);
    const few = hideLabels(data, { share: 0.2, stream: new RandomStream(1) });
    const choice = { factors: ['cause'], rows: 100, stream: stream() };
    expect(() => scoredRows('f', few, choice)).toThrow(
      /f: at least 30 rows of causes\/1 .* got 20/,
    );
  });

  it('refuses unknown factors and too few rows', () => {
    expect(() => scoredRows('f', data, { factors: ['light'], rows: 40, stream: stream() })).toThrow(
      /light/,
    );
    expect(() => scoredRows('f', data, { factors: ['bit'], rows: 29, stream: stream() })).toThrow(
      /rows/,
    );
  });
});
