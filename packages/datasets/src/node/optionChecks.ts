import { checkArray, checkCount, checkOptions, checkText } from '@causal-mechanisms/tensor-utils';

/**
 * @param owner - The function that asks; opens the message.
 * @param name - The argument.
 * @param value - What the caller gave: texts, or nothing.
 * @throws ArgumentError that names the first that is no text.
 */
export function checkTextsOption(
  owner: string,
  name: string,
  value: readonly string[] | undefined,
): void {
  if (value === undefined) return;
  for (const [place, text] of checkArray(owner, name, value).entries()) {
    checkText(owner, `${name}[${place}]`, text);
  }
}

/**
 * @param owner - The function that asks; opens the message.
 * @param name - The argument.
 * @param value - What the caller gave: a text, or nothing.
 * @throws ArgumentError when it is something else.
 */
export function checkTextOption(owner: string, name: string, value: string | undefined): void {
  if (value !== undefined) checkText(owner, name, value);
}

/**
 * @param owner - The function that asks; opens the message.
 * @param area - What the caller gave: the part of an image `[height, width]` that is taken.
 * @param sides - Rows and columns of the image.
 * @throws ArgumentError when it is no area, or reaches over the edge.
 */
export function checkCrop(
  owner: string,
  area: Readonly<Record<'left' | 'top' | 'width' | 'height', number>>,
  [height, width]: readonly [number, number],
): void {
  const { left, top, width: columns, height: rows } = checkOptions(owner, area, 'crop');
  checkCount(owner, 'crop.left', left, { least: 0, most: width - 1 });
  checkCount(owner, 'crop.top', top, { least: 0, most: height - 1 });
  checkCount(owner, 'crop.width', columns, { most: width - left });
  checkCount(owner, 'crop.height', rows, { most: height - top });
}
