import sharp from 'sharp';

/** Pixels of the picture for each pixel of the figure. */
const SCALE = 2;
/** At this density a pixel of the figure is one of the picture. */
const DENSITY = 72;

/**
 * Draws a figure as a picture on white ground.
 *
 * @param svg - The figure.
 * @returns A PNG of twice its size.
 */
export async function pngOf(svg: string): Promise<Uint8Array> {
  return sharp(Buffer.from(svg), { density: SCALE * DENSITY, limitInputPixels: false })
    .flatten({ background: '#ffffff' })
    .png({ compressionLevel: 9 })
    .toBuffer();
}

/**
 * Whether letters come out on this machine: a small container may have no font, and pictures would have boxes or nothing for texts.
 *
 * @returns Whether a letter leaves a mark, and another letter another one.
 */
export async function hasFonts(): Promise<boolean> {
  const [first, second] = await Promise.all(['M', 'i'].map(inkOf));
  return first !== undefined && second !== undefined && first > 0 && first !== second;
}

async function inkOf(letter: string): Promise<number> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40" font-family="system-ui, sans-serif"><text x="4" y="30" font-size="28">${letter}</text></svg>`;
  const pixels = await sharp(Buffer.from(svg)).flatten({ background: '#ffffff' }).raw().toBuffer();
  return pixels.reduce((sum, value) => sum + 255 - value, 0);
}
