import { joinStrokes, readStroke } from '../../src/generated/strokeSkeleton.ts';

describe('readStroke', () => {
  it('reads percents as x and y', () => {
    expect(readStroke('54,0 22,13 100,7')).toEqual([
      [0.54, 0],
      [0.22, 0.13],
      [1, 0.07],
    ]);
  });
});

describe('joinStrokes', () => {
  it('keeps every place once, in the order of its first use', () => {
    const { points, strokes } = joinStrokes([
      [
        [0, 0.25],
        [0.5, 0.5],
      ],
      [
        [0.5, 0.5],
        [1, 0],
        [0, 0.25],
      ],
    ]);
    expect([...points]).toEqual([0, 0.25, 0.5, 0.5, 1, 0]);
    expect(strokes.map((stroke) => [...stroke])).toEqual([
      [0, 1],
      [1, 2, 0],
    ]);
  });

  it('does not take (x, y) for (y, x), nor what is merely near', () => {
    const { points } = joinStrokes([
      [
        [0.1, 0.2],
        [0.2, 0.1],
        [0.1, 0.20001],
      ],
    ]);
    expect(points).toHaveLength(6);
  });

  it('closes a ring', () => {
    const { points, strokes } = joinStrokes([readStroke('0,0 100,0 50,100 0,0')]);
    expect(points).toHaveLength(6);
    expect([...(strokes[0] ?? [])]).toEqual([0, 1, 2, 0]);
  });
});
