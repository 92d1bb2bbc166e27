/**
 * Whether a Node version satisfies a range of the form `>=20.19`.
 *
 * @param {string} version - Such as `20.20.2`.
 * @param {string} range - `engines.node` of a `package.json`.
 * @returns {boolean} True also for ranges of another form: npm judges those.
 */
export function nodeSatisfies(version, range) {
  const match = /^>=\s*(\d+)(?:\.(\d+))?(?:\.(\d+))?$/.exec(range.trim());
  if (match === null) return true;
  const wanted = match.slice(1).map((part) => Number(part ?? 0));
  const actual = version.split('.').map(Number);
  for (const [i, least] of wanted.entries()) {
    const part = actual[i] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}
