import { useMemo, useState } from 'preact/hooks';
import { FilePick } from '../../parts/filePick.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Pixels } from '../../parts/pixels.tsx';
import type { PixelArray } from '../../parts/pixelArray.ts';
import { DrawPad } from './drawPad.tsx';
import { blankPicture, digitPixels, DIGITS, ownPicture, SIDE } from './picture.ts';
import type { Picture } from './picture.ts';

/** Pick one of the embedded digits, draw, or take a file. */
export function PicturePick({
  picture,
  digits,
  pixels,
  onPicture,
}: {
  readonly picture: Picture;
  /** Bytes `[count, 28, 28]`, as soon as they are there. */
  readonly digits: Uint8Array | undefined;
  /** Those of the picture. */
  readonly pixels: Uint8Array | undefined;
  readonly onPicture: (picture: Picture) => void;
}) {
  const [failure, setFailure] = useState<string | undefined>();
  const takeFile = ([file]: readonly File[]) => {
    if (file === undefined) return;
    pixelsOfFile(file).then(
      (read) => {
        setFailure(undefined);
        onPicture(ownPicture(read));
      },
      () => setFailure(`${file.name} is no image that this browser can read: try a PNG or a JPEG.`),
    );
  };
  const thumbs = useMemo(
    () =>
      Array.from({ length: DIGITS }, (_, index) => digits && pictured(digitPixels(digits, index))),
    [digits],
  );
  return (
    <div class="picture-pick">
      <div class="digit-grid" role="group" aria-label="Digits to pick from">
        {thumbs.map((thumb, index) => (
          <button
            key={index}
            type="button"
            class="digit"
            aria-pressed={picture.kind === 'digit' && picture.index === index}
            aria-label={`Digit ${Math.floor((index * 10) / DIGITS)}, form ${(index % (DIGITS / 10)) + 1}`}
            onClick={() => onPicture({ kind: 'digit', index })}
          >
            <Pixels image={thumb} />
          </button>
        ))}
      </div>
      <div class="own-picture">
        <DrawPad pixels={pixels} onPixels={(drawn) => onPicture(ownPicture(drawn))} />
        <div class="own-words">
          <p>
            Draw on the picture by mouse, pen or finger, or by the keyboard: arrow keys move the
            pen, with Shift they draw, Space makes a dot.
          </p>
          <p>
            <button type="button" onClick={() => onPicture(blankPicture())}>
              Clear
            </button>{' '}
            <FilePick
              what="Take an image file"
              accept="image/*"
              multiple={false}
              onFiles={takeFile}
            />
          </p>
          {failure !== undefined && <Notice>{failure}</Notice>}
        </div>
      </div>
    </div>
  );
}

/** Bytes as an image to show. */
function pictured(bytes: Uint8Array): PixelArray {
  return {
    height: SIDE,
    width: SIDE,
    channels: 1,
    values: Float32Array.from(bytes, (byte) => byte / 255),
  };
}

/**
 * Reads an image file as grey pixels; what is not square gets black margins.
 *
 * @param file - Any image that the browser can read.
 * @returns Bytes `[28, 28]`.
 * @throws When it is none.
 */
async function pixelsOfFile(file: Blob): Promise<Uint8Array> {
  const bitmap = await createImageBitmap(file);
  const canvas = new OffscreenCanvas(SIDE, SIDE);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('the browser gives no canvas');
  context.fillRect(0, 0, SIDE, SIDE);
  const scale = Math.min(SIDE / bitmap.width, SIDE / bitmap.height);
  const [width, height] = [bitmap.width * scale, bitmap.height * scale];
  context.drawImage(bitmap, (SIDE - width) / 2, (SIDE - height) / 2, width, height);
  bitmap.close();
  const { data } = context.getImageData(0, 0, SIDE, SIDE);
  return Uint8Array.from({ length: SIDE * SIDE }, (_, pixel) => {
    const [red = 0, green = 0, blue = 0] = data.subarray(pixel * 4, pixel * 4 + 3);
    return Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
  });
}
