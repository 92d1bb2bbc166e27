import { useMemo, useRef } from 'preact/hooks';
import { Pixels } from '../../parts/pixels.tsx';
import { SIDE, withDot } from './picture.ts';

/** A picture to draw on. */
export function DrawPad({
  pixels,
  onPixels,
}: {
  /** Bytes `[28, 28]`; undefined until they are known. */
  readonly pixels: Uint8Array | undefined;
  readonly onPixels: (pixels: Uint8Array) => void;
}) {
  const last = useRef<readonly [number, number] | undefined>(undefined);
  // Several moves may come before the picture is drawn anew.
  const newest = useRef(pixels);
  newest.current = pixels;
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
    const from = last.current ?? to;
    const steps = Math.max(1, Math.ceil(2 * Math.hypot(to[0] - from[0], to[1] - from[1])));
    let drawn = newest.current ?? new Uint8Array(SIDE * SIDE);
    for (let step = 1; step <= steps; step++) {
      const part = step / steps;
      drawn = withDot(
        drawn,
        from[0] + part * (to[0] - from[0]),
        from[1] + part * (to[1] - from[1]),
      );
    }
    last.current = to;
    newest.current = drawn;
    onPixels(drawn);
  };
  return (
    <div
      class="draw-pad"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        last.current = undefined;
        draw(event);
      }}
      onPointerMove={(event) => {
        if (event.buttons > 0) draw(event);
      }}
    >
      <Pixels image={image} label="The picture, to be drawn on" />
    </div>
  );
}
