import type { CounterfactualScores, TargetScores } from '@causal-mechanisms/dear-scm';
import type { LabelledMatrix } from '@causal-mechanisms/tensor-utils';
import type { Measure } from '../../../run/measure.ts';

/** Scores with and without the model's structure. */
export interface BothScores {
  /** Effects follow their causes. */
  readonly propagated: CounterfactualScores;
  /** All but the factor that is set is held. */
  readonly held: CounterfactualScores;
}

/**
 * @param scores - Of a run.
 * @returns Its figures: a row per factor that is set, and tables of errors.
 */
export function counterfactualMeasures({ propagated, held }: BothScores): Measure[] {
  const rows = (kind: string, scores: CounterfactualScores) =>
    scores.targets.flatMap((target) => targetMeasures(kind, target, causesOf(scores, target)));
  return [
    ...rows('do', propagated),
    ...rows('held', held),
    ...propagated.targets.flatMap((target) => errorMeasures('do', target)),
    ...held.targets.flatMap((target) => errorMeasures('held', target)),
    ...baseErrors(
      'reading',
      'the observations themselves',
      propagated.factors,
      propagated.readingErrors,
    ),
    ...baseErrors(
      'reconstruction',
      'reconstructions',
      propagated.factors,
      propagated.reconstructionErrors,
    ),
  ];
}

/** @returns The factors from which the one that is set descends. */
function causesOf({ targets }: CounterfactualScores, { target }: TargetScores): string[] {
  return targets
    .filter((other) =>
      other.responses.some(({ factor, descends }) => descends && factor === target),
    )
    .map((other) => other.target)
    .filter((name) => name !== target);
}

function targetMeasures(kind: string, scores: TargetScores, causes: readonly string[]): Measure[] {
  const { target, own, worstDrift, systematicDrift, responses } = scores;
  const model = kind === 'do' ? `do(${target})` : `${target} alone`;
  const row = { model, table: 'what is set' } as const;
  const ofCauses = responses.filter(({ factor }) => causes.includes(factor));
  const follow = responses.filter(({ factor, descends }) => descends && factor !== target);
  return [
    {
      ...row,
      name: `${kind}/${target}/slope`,
      label: 'change of the factor per true change (bar: 0.8)',
      column: 'own slope',
      value: own.slope,
      main: kind === 'do',
    },
    {
      ...row,
      name: `${kind}/${target}/drift`,
      label: `largest drift of a factor that should not move${causes.length === 0 ? ' (bar: below 10 %)' : ''}`,
      column: 'drift',
      value: worstDrift,
      format: 'percent',
      main: kind === 'do' && causes.length === 0,
    },
    ...(causes.length === 0
      ? []
      : [
          {
            ...row,
            name: `${kind}/${target}/causesDrift`,
            label: 'largest drift of its causes (bar: below 15 %)',
            column: 'of causes',
            value: Math.max(...ofCauses.map(({ drift }) => drift)),
            format: 'percent' as const,
            main: kind === 'do',
          },
        ]),
    {
      ...row,
      name: `${kind}/${target}/systematic`,
      label: 'the part of the drift that is the same in all scenes',
      column: 'systematic',
      value: systematicDrift,
      format: 'percent',
    },
    ...follow.map(({ factor, slope }) => ({
      ...row,
      name: `${kind}/${target}/follows/${factor}`,
      label: `change of ${factor} per true change`,
      column: `${factor} follows`,
      value: finite(slope),
    })),
  ];
}

function errorMeasures(kind: string, { target, responses }: TargetScores): Measure[] {
  return responses.flatMap(({ factor, error, idleError }) => {
    const row = { table: 'error against the truth, after', column: factor } as const;
    const measures: Measure[] = [
      {
        ...row,
        name: `${kind}/${target}/error/${factor}`,
        label: `mean absolute error of ${factor}`,
        model: kind === 'do' ? `do(${target})` : `${target} alone`,
        value: error,
      },
    ];
    if (kind === 'do') {
      measures.push({
        ...row,
        name: `idle/${target}/error/${factor}`,
        label: `difference of ${factor} from the truth where nothing is done`,
        model: `nothing instead of do(${target})`,
        value: idleError,
      });
    }
    return measures;
  });
}

function baseErrors(
  name: string,
  model: string,
  factors: readonly string[],
  errors: readonly number[],
): Measure[] {
  return factors.map((factor, j) => ({
    name: `${name}/${factor}`,
    label: `mean absolute error of ${factor}, read from ${model}`,
    model,
    table: 'read from',
    column: factor,
    value: finite(errors[j] ?? NaN),
  }));
}

/**
 * @param scores - Of interventions.
 * @param of - Which response.
 * @returns Factors that are set (rows) by factors that are looked at.
 */
export function responseMatrix(
  { factors, targets }: CounterfactualScores,
  of: 'response' | 'trueResponse',
): LabelledMatrix {
  return {
    rows: targets.map(({ target }) => `do(${target})`),
    columns: factors,
    values: targets.map(({ responses }) => responses.map((response) => response[of])),
  };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
