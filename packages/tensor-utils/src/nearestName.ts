import { ArgumentError } from './errors.ts';

/**
 * Finds the known name that a mistyped one most likely meant.
 *
 * @param name - What was typed.
 * @param known - The names there are.
 * @returns The nearest name within a third of its length (rounded up) in edits, or `undefined`; case does not count.
 * @throws ArgumentError when the name is no text, or the known names are no list of texts.
 *
 * @example
 * ```ts
 * import { nearestName } from '@causal-mechanisms/tensor-utils';
 *
 * console.log(nearestName('iteratons', ['iterations', 'experts'])); // iterations
 * ```
 */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  // Not by `checkText`, which calls this.
  const given: unknown = name;
  if (!isText(given)) {
    throw new ArgumentError(`nearestName: name must be a text, got ${String(given)}`);
  }
  const isList: boolean = Array.isArray(known);
  if (!isList || !known.every(isText)) {
    throw new ArgumentError('nearestName: known must be an array of texts', { data: { known } });
  }
  let best: string | undefined;
  let bestDistance = Infinity;
  for (const candidate of known) {
    // At least one character must stay: any other name of one letter is one edit away.
    const allowed = Math.min(Math.ceil(candidate.length / 3), candidate.length - 1);
    // Every character more is an edit; a name without end must not cost its length times that of all others.
    if (Math.abs(candidate.length - name.length) > allowed) continue;
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance <= allowed && distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

/** Levenshtein distance with one row of memory. */
function editDistance(a: string, b: string): number {
  const row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    let diagonal = row[0] ?? 0;
    row[0] = i;
    for (let j = 1; j <= b.length; j++) {
      const above = row[j] ?? 0;
      const substituted = diagonal + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min(above + 1, (row[j - 1] ?? 0) + 1, substituted);
      diagonal = above;
    }
  }
  return row[b.length] ?? 0;
}
