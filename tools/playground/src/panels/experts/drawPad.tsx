import { useMemo, useRef, useState } from 'preact/hooks';
import { Pixels } from '../../parts/pixels.tsx';
import { PEN_START, penMove } from './penKeys.ts';
import { SIDE, withLine } from './picture.ts';
import type { Point } from './picture.ts';

/** A picture to draw on. */
export function DrawPad({
  pixels,
  onPixels,
}: {
  /** Bytes `[28, 28]`; undefined until they are known. */
  readonly pixels: Uint8Array | undefined;
  readonly onPixels: (pixels: Uint8Array) => void;
}) {
  const last = useRef<Point | undefined>(undefined);
  const [pen, setPen] = useState(PEN_START);
  // Several moves may come before the picture is drawn anew.
  const newest = useRef(pixels);
  newest.current = pixels;
  const tip = useRef(pen);
  const image = useMemo(
    () =>
      pixels && {
        height: SIDE,
        width: SIDE,
        channels: 1,
        values: Float32Array.from(pixels, (byte) => byte / 255),
      },
    [pixels],
  );
  const draw = (event: PointerEvent) => {
    const { left, top, width, height } = (event.currentTarget as Element).getBoundingClientRect();
    const to = [
      ((event.clientX - left) / width) * SIDE,
      ((event.clientY - top) / height) * SIDE,
    ] as const;
    drawTo(last.current ?? to, to);
    last.current = to;
  };
  const drawTo = (from: Point, to: Point) => {
    const drawn = withLine(newest.current ?? new Uint8Array(SIDE * SIDE), from, to);
    newest.current = drawn;
    onPixels(drawn);
  };
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = penMove(event, tip.current);
    if (move === undefined) return;
    event.preventDefault(); // neither scroll nor page down
    if (move.draws) drawTo(tip.current, move.to);
    tip.current = move.to;
    setPen(move.to);
  };
  return (
    <div
      class="draw-pad"
      role="application"
      tabIndex={0}
      aria-label="The picture, to be drawn on: arrow keys move the pen, with Shift they draw, Space makes a dot"
      onKeyDown={press}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        last.current = undefined;
        draw(event);
      }}
      onPointerMove={(event) => {
        if (event.buttons > 0) draw(event);
      }}
    >
      <Pixels image={image} />
      <span
        class="pen"
        style={{ left: `${(100 * pen[0]) / SIDE}%`, top: `${(100 * pen[1]) / SIDE}%` }}
      />
    </div>
  );
}
