import { evaluationToBoard, stepToBoard } from '../../../src/run/training/tensorBoard.ts';

function board() {
  const points: [name: string, value: number, step: number][] = [];
  return { points, scalar: (...point: [string, number, number]) => points.push(point) };
}

const stepEvent = (step: number) =>
  ({ kind: 'step', phase: 'main', step, steps: 30, scalars: { loss: step / 2, rate: 1 } }) as const;

describe('stepToBoard', () => {
  it('writes all scalars of every tenth step under the name of the phase', () => {
    const { points, ...writer } = board();
    for (let step = 1; step <= 25; step++) stepToBoard(writer, stepEvent(step));
    expect(points).toEqual([
      ['main/loss', 5, 10],
      ['main/rate', 1, 10],
      ['main/loss', 10, 20],
      ['main/rate', 1, 20],
    ]);
  });

  it('does nothing where there is no board', () => {
    expect(() => stepToBoard(undefined, stepEvent(10))).not.toThrow();
  });
});

describe('evaluationToBoard', () => {
  it('writes every evaluation', () => {
    const { points, ...writer } = board();
    evaluationToBoard(writer, { kind: 'evaluation', step: 3, scalars: { accuracy: 0.5 } });
    expect(points).toEqual([['evaluation/accuracy', 0.5, 3]]);
  });
});
