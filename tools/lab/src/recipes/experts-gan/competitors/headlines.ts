import type { CompetitorResult } from './study.ts';

/**
 * @param results - Of a study.
 * @returns A sentence that gives the verdict of each competition.
 */
export function verdictHeadline(results: readonly CompetitorResult[]): string {
  const said = results.map(({ entry: { label }, outcome: { measured } }) => {
    const { verdict, matched, mechanisms } = measured;
    return `${label}: ${verdict}, ${matched} of ${mechanisms.length} mechanisms with an expert of their own`;
  });
  return `${sentence(said)}.`;
}

/**
 * @param results - Of a study.
 * @returns A sentence that says how many mechanisms each competition undoes, and which.
 */
export function undoneHeadline(results: readonly CompetitorResult[]): string {
  const said = results.map(({ entry: { label }, outcome: { measured } }) => {
    const names = measured.mechanisms.filter(({ undone }) => undone).map(({ name }) => name);
    const which = names.length === 0 ? '' : ` (${names.join(', ')})`;
    return `${label}: ${names.length} of ${measured.mechanisms.length} mechanisms undone${which}`;
  });
  return `${sentence(said)}.`;
}

/**
 * @param results - Of a study.
 * @returns A sentence that says when each competition ended, and how.
 */
export function endHeadline(results: readonly CompetitorResult[]): string {
  const said = results.map(({ entry: { label, config }, outcome: { measured } }) => {
    const { iterations, verdict } = measured;
    const early = iterations < config.iterations ? '' : ' (all that there were)';
    return `${label}: ${iterations} iterations${early}, ${verdict}`;
  });
  return `${sentence(said)}.`;
}

function sentence(parts: readonly string[]): string {
  const text = parts.join('; ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
