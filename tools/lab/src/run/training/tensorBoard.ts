import type { EvaluationEvent, Scalars, StepEvent } from '@causal-mechanisms/tensor-utils';

/** Writes scalars where TensorBoard finds them. */
export interface ScalarWriter {
  /**
   * @param name - Of the curve.
   * @param value - Its height.
   * @param step - Its place.
   */
  scalar(name: string, value: number, step: number): void;
  /** Writes what waits. */
  flush?(): void;
}

/** TensorBoard gets every tenth step: a writer call costs as much as a small op. */
const BOARD_EVERY = 10;

/**
 * @param board - TensorBoard, where the backend has it.
 * @param event - Its scalars become points of the curves `PHASE/NAME`; only every tenth step does.
 */
export function stepToBoard(board: ScalarWriter | undefined, event: StepEvent): void {
  if (event.step % BOARD_EVERY === 0) write(board, event.phase, event.scalars, event.step);
}

/**
 * @param board - TensorBoard, where the backend has it.
 * @param event - Its scalars become points of the curves `evaluation/NAME`.
 */
export function evaluationToBoard(board: ScalarWriter | undefined, event: EvaluationEvent): void {
  write(board, 'evaluation', event.scalars, event.step);
}

function write(board: ScalarWriter | undefined, group: string, scalars: Scalars, step: number) {
  if (board === undefined) return;
  for (const [name, value] of Object.entries(scalars))
    board.scalar(`${group}/${name}`, value, step);
}
