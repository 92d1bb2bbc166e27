import { checkCount } from '@causal-mechanisms/tensor-utils';
import type { InkFrame } from './handwriting.ts';

/**
 * The frame of generated characters: one seventh stays black on every side, 4 of 28 pixels.
 *
 * @param owner - Who asks; opens the message.
 * @param height - Rows, at least 12.
 * @param width - Columns, at least 12.
 * @returns The frame.
 * @throws ArgumentError when a side is too short to write in.
 */
export function inkFrame(owner: string, height: number, width: number): InkFrame {
  checkCount(owner, 'height', height, { least: 12 });
  checkCount(owner, 'width', width, { least: 12 });
  return { height, width, margin: Math.round(Math.min(height, width) / 7) };
}
