import type { Environments } from './environments.ts';

/**
 * Names environments where a learner, which knows no names of its sets, counts them.
 *
 * @param text - What a learner says of its sets, such as `No effect is seen of interventions[0]`.
 * @param environments - The sets that it was given, the usual one and the others in their order.
 * @returns The text with the names of the file.
 */
export function withEnvironmentNames(
  text: string,
  { baseline, others }: Pick<Environments, 'baseline' | 'others'>,
): string {
  const named = (given: string, index: number) => {
    const environment = others[index]?.environment;
    return environment === undefined ? given : `"${environment}"`;
  };
  const usual = `"${baseline.environment}"`;
  return text
    .replaceAll(/\b(?:interventions|transfers)\[(\d+)\](?:\.samples)?/g, (given, place: string) =>
      named(given, Number(place)),
    )
    .replaceAll(/^Intervention (\d+)(?= changed )/gm, (given, count: string) =>
      named(given, Number(count) - 1),
    )
    .replace(/^(?:observational|training)(?=: )/, () => usual)
    .replace(/(?<= has the same rows as )training(?=, )/, () => usual);
}
