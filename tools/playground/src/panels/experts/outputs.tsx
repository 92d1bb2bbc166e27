import { Pixels } from '../../parts/pixels.tsx';
import type { Look, Scored } from './look.ts';

/** Stands for experts before anything is known of them. */
const UNKNOWN = 5;

/** The changed image and, beside it, what each expert makes of it; the winner is framed. */
export function Outputs({ look }: { readonly look: Look | undefined }) {
  const outputs: readonly (Scored | undefined)[] =
    look?.outputs ?? Array.from({ length: UNKNOWN }, () => undefined);
  return (
    <ol class="outputs" data-ready={look !== undefined}>
      <li class="given">
        <Tile scored={look?.changed} title="Given" />
      </li>
      {outputs.map((scored, expert) => (
        <li key={expert} class={look?.winner === expert ? 'winner' : undefined}>
          <Tile scored={scored} title={`Expert ${expert + 1}`} isWinner={look?.winner === expert} />
        </li>
      ))}
    </ol>
  );
}

function Tile({
  scored,
  title,
  isWinner = false,
}: {
  readonly scored: Scored | undefined;
  readonly title: string;
  readonly isWinner?: boolean;
}) {
  const probability = scored === undefined ? undefined : sigmoid(scored.score);
  return (
    <figure>
      <Pixels image={scored?.image} label={`${title}${isWinner ? ', the winner' : ''}`} />
      <figcaption>
        <span class="name">
          {title}
          {isWinner && <span class="crown"> wins</span>}
        </span>
        <span
          class="meter"
          style={{ '--share': `${100 * (probability ?? 0)}%` }}
          title={scored === undefined ? undefined : `score ${scored.score.toFixed(2)} (a logit)`}
        >
          <span />
        </span>
        <span class="number">
          {probability === undefined ? '\u2007' : `${(100 * probability).toFixed(0)}\u2009%`}
        </span>
      </figcaption>
    </figure>
  );
}

/** The discriminator's logit as a probability that the image is a clean digit. */
export function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}
