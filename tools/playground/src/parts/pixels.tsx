import { useEffect, useRef } from 'preact/hooks';
import type { PixelArray } from './pixelArray.ts';

/** Draws an image, every pixel as a square. */
export function Pixels({
  image,
  label,
}: {
  readonly image: PixelArray | undefined;
  /** For those who do not see it; absent where something around it says it. */
  readonly label?: string;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context === null || context === undefined || image === undefined) return;
    const { height, width, channels, values } = image;
    const data = context.createImageData(width, height);
    for (let pixel = 0; pixel < height * width; pixel++) {
      for (let channel = 0; channel < 3; channel++) {
        const value = values[pixel * channels + (channels === 1 ? 0 : channel)] ?? 0;
        data.data[pixel * 4 + channel] = Math.round(255 * value);
      }
      data.data[pixel * 4 + 3] = 255;
    }
    context.putImageData(data, 0, 0);
  }, [image]);
  return (
    <canvas
      ref={canvas}
      class="pixels"
      role={label === undefined ? undefined : 'img'}
      aria-label={label}
      aria-hidden={label === undefined}
      width={image?.width ?? 32}
      height={image?.height ?? 32}
    />
  );
}
