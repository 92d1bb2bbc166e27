import { answerSteps, tokenName } from './copying.ts';
import type { Reading } from './reading.ts';

/** The symbols that are due, and what each model says instead or as well. */
export function AnswerTable({
  symbols,
  gap,
  step,
  models,
}: {
  readonly symbols: readonly number[];
  readonly gap: number;
  /** The last step that is shown. */
  readonly step: number;
  readonly models: readonly { readonly name: string; readonly reading: Reading | undefined }[];
}) {
  const due = answerSteps(symbols, gap);
  return (
    <table class="answers">
      <thead>
        <tr>
          <th scope="col">shown</th>
          {symbols.map((symbol, place) => (
            <td key={place} class="token">
              {tokenName(symbol)}
            </td>
          ))}
        </tr>
      </thead>
      <tbody>
        {models.map(({ name, reading }) => (
          <tr key={name} data-answers={name}>
            <th scope="row">{name}</th>
            {due.map((at, place) => (
              <Answer key={at} reading={reading} at={at} step={step} due={symbols[place] ?? 0} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Answer({
  reading,
  at,
  step,
  due,
}: {
  readonly reading: Reading | undefined;
  readonly at: number;
  readonly step: number;
  readonly due: number;
}) {
  const said = at <= step ? reading?.said[at] : undefined;
  if (said === undefined) return <td class="pending">…</td>;
  const isRight = said === due;
  return (
    <td class={isRight ? 'right' : 'wrong'}>
      <b class="token">{tokenName(said)}</b>{' '}
      <span role="img" aria-label={isRight ? 'right' : 'wrong'}>
        {isRight ? '✓' : '✗'}
      </span>
      <small>{Math.round(100 * (reading?.sure[at] ?? 0))}&#8201;%</small>
    </td>
  );
}
