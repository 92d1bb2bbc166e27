import ts from 'typescript';
import { ASK } from '../worker/mutantSwitch.ts';
import type { Mutant } from './mutant.ts';

/**
 * Writes all mutants of a file into it, each behind a question, and compiles it: a test run picks one of them without
 * loading the file again.
 *
 * @param text - The TypeScript source.
 * @param mutants - The mutants of this text.
 * @returns JavaScript that calls `globalThis.__mutant(id)` wherever it could differ.
 */
export function instrument(text: string, mutants: readonly Mutant[]): string {
  const places = new Map<string, Mutant[]>();
  for (const mutant of mutants) {
    const place = `${mutant.start}:${mutant.end}:${mutant.kind}`;
    places.set(place, [...(places.get(place) ?? []), mutant]);
  }
  // Outer pieces first; of one and the same piece the statement, which has the semicolon, is the outer one.
  const nested = [...places.values()].sort(([a], [b]) =>
    a === undefined || b === undefined ? 0 : a.start - b.start || b.end - a.end,
  );
  const written = write(text, 0, text.length, nested);
  return ts.transpileModule(written, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
    },
  }).outputText;
}

/** Writes the text between two places; takes the mutants that lie there from the front of the list. */
function write(text: string, from: number, to: number, places: Mutant[][]): string {
  let written = '';
  let at = from;
  for (let next = places[0]?.[0]; next !== undefined && next.end <= to; next = places[0]?.[0]) {
    const here = places.shift() ?? [];
    const inner = write(text, next.start, next.end, places);
    written += text.slice(at, next.start) + here.reduceRight(choose, inner);
    at = next.end;
  }
  return written + text.slice(at, to);
}

function choose(otherwise: string, { id, kind, replacement }: Mutant): string {
  return kind === 'statement'
    ? `if (globalThis.${ASK}(${id})) {} else ${otherwise}`
    : `(globalThis.${ASK}(${id}) ? (${replacement}) : (${otherwise}))`;
}
