import { Pixels } from '../../parts/pixels.tsx';
import type { Look } from './look.ts';
import { sigmoid } from './outputs.tsx';

/** The sequence of experts that restores the image best, with the images between. */
export function Composition({ look }: { readonly look: Look | undefined }) {
  if (look === undefined) return <p class="hint">…</p>;
  const { experts, score, images, runnersUp } = look.composition;
  return (
    <div class="composition">
      <ol class="chain">
        <li>
          <Pixels image={look.changed.image} label="Given" />
        </li>
        {images.map((image, at) => (
          <li key={at}>
            <span class="step">{(experts[at] ?? 0) + 1}</span>
            <Pixels image={image} label={`After expert ${(experts[at] ?? 0) + 1}`} />
          </li>
        ))}
      </ol>
      <p>
        {experts.length === 0
          ? 'Nothing needs to be undone: the image is scored best as it is'
          : `Found by search: ${names(experts)}`}{' '}
        <b>({percent(score)})</b>.
      </p>
      {runnersUp.length > 0 && (
        <p class="hint">
          Next best:{' '}
          {runnersUp.map((one) => `${names(one.experts)} (${percent(one.score)})`).join('; ')}.
        </p>
      )}
    </div>
  );
}

function names(experts: readonly number[]): string {
  if (experts.length === 0) return 'none';
  return `expert ${experts.map((expert) => expert + 1).join(', then ')}`;
}

function percent(score: number): string {
  return `${(100 * sigmoid(score)).toFixed(0)}\u2009%`;
}
