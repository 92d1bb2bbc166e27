/**
 * @param heading - The text of a heading, without its marks.
 * @returns What a link to it says behind `#`, where the page has no other heading of that text.
 */
export function headingAnchor(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');
}
