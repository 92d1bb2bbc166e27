/** A comment of one of these kinds speaks about the output, and is not the output itself. */
const PROSE = /^(near|about)\b/;

/**
 * Makes an example check the outputs that it shows: `console.log(x); // expected` becomes a call of
 * `globalThis.checkShown(line, expected, ...)`. Comments that begin with "near" or "about" are left alone.
 *
 * @param code - The example.
 * @returns The same number of lines.
 */
export function checkShownOutput(code: string): string {
  return code
    .split('\n')
    .map((line, index) => {
      const [, before, call, comment = ''] =
        /^(.*?)\bconsole\.log\((.*)\/\/ (.*)$/.exec(line) ?? [];
      if (before === undefined || call === undefined || PROSE.test(comment)) return line;
      return `${before}globalThis.checkShown(${index + 1}, ${JSON.stringify(comment)}, ${call}`;
    })
    .join('\n');
}

/**
 * Tells whether an output is what an example shows: the same text but for white space and the names of typed arrays, and
 * numbers that agree to six digits, since backends differ in the last ones.
 *
 * @param shown - The comment.
 * @param output - What was printed.
 * @returns Whether they agree.
 */
export function isShown(shown: string, output: string): boolean {
  const [a, b] = [parts(shown), parts(output)];
  return (
    a.length === b.length &&
    a.every((part, i) => {
      const other = b[i] ?? '';
      if (part === other) return true;
      const [x, y] = [Number(part), Number(other)];
      return Math.abs(x - y) <= 1e-6 * Math.max(1, Math.abs(x));
    })
  );
}

/** Numbers, and the text between them. */
function parts(text: string): readonly string[] {
  return text
    .replace(/\b\w+Array\(\d+\) /g, '')
    .replace(/\s+/g, '')
    .split(/(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)/);
}
