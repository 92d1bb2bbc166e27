import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { commonWidths, drawTasks, flatPoints } from '../../../src/maml/tasks/taskRows.ts';

describe('flatPoints', () => {
  it('takes rows and plain numbers', () => {
    const flat = flatPoints('owner', {
      x: [
        [1, 2],
        [3, 4],
      ],
      y: [5, 6],
    });
    expect(flat).toEqual({
      points: 2,
      inputs: 2,
      outputs: 1,
      x: Float32Array.of(1, 2, 3, 4),
      y: Float32Array.of(5, 6),
    });
  });

  it.each([
    [{ x: [], y: [] }, 'ERR_SHAPE', 'x must have at least one point of at least one number'],
    [{ x: [[]], y: [1] }, 'ERR_SHAPE', 'x must have at least one point of at least one number'],
    [{ x: [1], y: [] }, 'ERR_SHAPE', 'y must have at least one point'],
    [{ x: [1, 2], y: [1] }, 'ERR_SHAPE', 'x and y must have as many points, got 2 and 1'],
    [
      { x: [[1], [1, 2]], y: [1, 2] },
      'ERR_SHAPE',
      'must have 1 numbers, as row 0 has, got 2 in row 1',
    ],
    [
      { x: [1], y: [NaN] },
      'ERR_VALUES',
      'y must be finite numbers of single precision, got NaN in row 0',
    ],
    [{ x: [1e300], y: [1] }, 'ERR_VALUES', 'got 1e+300 in row 0'],
  ])('refuses %j', (points, code, message) => {
    expect(() => flatPoints('owner', points)).toThrow(
      expect.objectContaining({
        code,
        message: expect.stringContaining(`owner: `) as string,
      }) as Error,
    );
    expect(() => flatPoints('owner', points)).toThrow(message);
  });
});

describe('commonWidths', () => {
  it('names the task that differs', () => {
    const one = flatPoints('owner', { x: [1], y: [1] });
    const other = flatPoints('owner', { x: [1], y: [[1, 2]] });
    expect(commonWidths('owner', [one, one])).toEqual({ inputs: 1, outputs: 1 });
    expect(() => commonWidths('owner', [one, one, other])).toThrow('got 1 and 2 in task 2');
    const wide = flatPoints('owner', { x: [[1, 2]], y: [1] });
    expect(() => commonWidths('owner', [one, wide])).toThrow('got 2 and 1 in task 1');
  });
});

describe('points that are none', () => {
  it('are refused where a number is missing, and taken as typed arrays', () => {
    for (const x of [
      [1, undefined],
      [[1], [undefined]],
      [1, '2'],
      [null, 1],
    ]) {
      const given = { x: x as number[], y: [1, 2] };
      expect(() => flatPoints('owner', given)).toThrow(/^owner: (x must be finite|all rows)/);
    }
    const typed = { x: Float64Array.of(1, 2) as unknown as number[], y: [3, 4] };
    expect(flatPoints('owner', typed).x).toEqual(Float32Array.of(1, 2));
  });
});

describe('drawTasks', () => {
  it('has none twice before it has had all', () => {
    const stream = new RandomStream(1);
    expect(new Set(drawTasks(4, 5, stream)).size).toBe(4);
    const many = drawTasks(12, 5, stream);
    expect(many).toHaveLength(12);
    expect([...many.slice(0, 5)].sort()).toEqual([0, 1, 2, 3, 4]);
    expect([...many.slice(5, 10)].sort()).toEqual([0, 1, 2, 3, 4]);
  });

  it('draws more tasks than a call takes arguments', () => {
    expect(drawTasks(200_000, 200_000, new RandomStream(1))).toHaveLength(200_000);
  });
});
