import { useEffect, useMemo, useState } from 'preact/hooks';
import type { ViewProps } from '../../panel/panel.ts';
import { Notice } from '../../parts/notice.tsx';
import { useLatest } from '../../parts/useLatest.tsx';
import type { BankName } from './banks.ts';
import { BankChoice } from './bankChoice.tsx';
import { ChangeList } from './changeList.tsx';
import { Composition } from './composition.tsx';
import './experts.css';
import { LiveTraining } from './training.tsx';
import { Outputs } from './outputs.tsx';
import type { ExpertsState } from './panel.ts';
import { digitPixels, DIGITS } from './picture.ts';
import { PicturePick } from './picturePick.tsx';
import type { ExpertsSession } from './session.ts';

/** The panel of competing experts. */
export function View({ state, change, session }: ViewProps<ExpertsState, ExpertsSession>) {
  const { picture, changes, seed } = state;
  const [digits, setDigits] = useState<Uint8Array | undefined>();
  const [bank, setBank] = useState<BankName>('shipped');
  // Counts the models that were opened under one name.
  const [opened, setOpened] = useState(0);
  const [undrawn, setUndrawn] = useState<string | undefined>();

  useEffect(() => {
    let isCurrent = true;
    setBank('shipped'); // the models of another worker are gone with it
    setUndrawn(undefined);
    session.call('digits', { count: DIGITS }).then(
      (drawn) => isCurrent && setDigits(drawn),
      (error: unknown) =>
        isCurrent && setUndrawn(error instanceof Error ? error.message : String(error)),
    );
    return () => {
      isCurrent = false;
    };
  }, [session]);

  const pixels = useMemo(
    () => (picture.kind === 'own' ? picture.pixels : digits && digitPixels(digits, picture.index)),
    [picture, digits],
  );
  const asked = useMemo(
    () => (pixels === undefined ? undefined : { session, bank, pixels, changes, seed, opened }),
    [session, bank, pixels, changes, seed, opened],
  );
  const { value, failure, isBusy } = useLatest(asked, (given) =>
    given.session.call('look', {
      bank: given.bank,
      pixels: given.pixels,
      changes: given.changes,
      seed: given.seed,
    }),
  );

  const use = (name: BankName) => {
    setBank(name);
    setOpened((count) => count + 1);
  };

  return (
    <div class="experts">
      <div class="columns">
        <section class="card" aria-labelledby="experts-image">
          <h2 id="experts-image">The image</h2>
          {undrawn !== undefined && <Notice>{undrawn}</Notice>}
          <PicturePick
            picture={picture}
            digits={digits}
            pixels={pixels}
            onPicture={(next) => change({ picture: next })}
          />
          <h3>What is done to it</h3>
          <ChangeList
            changes={changes}
            onChanges={(next) => change({ changes: next })}
            onDraw={() => change({ seed: seed + 1 })}
          />
        </section>
        <section class="card results" aria-labelledby="experts-outputs" aria-busy={isBusy}>
          <h2 id="experts-outputs">What every expert makes of it</h2>
          {failure !== undefined && <Notice>{failure}</Notice>}
          <Outputs look={value} />
          <h3>Several changes: one expert after the other</h3>
          <Composition look={value} />
        </section>
      </div>
      <div class="columns even">
        <BankChoice session={session} bank={bank} onBank={use} />
        <LiveTraining session={session} onTrained={() => use('trained')} />
      </div>
    </div>
  );
}
