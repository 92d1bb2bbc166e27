import { useEffect, useState } from 'preact/hooks';
import { FilePick } from '../../parts/filePick.tsx';
import { Notice } from '../../parts/notice.tsx';
import type { SessionClient } from '../../worker/sessionClient.ts';
import type { BankDescription, BankName } from './banks.ts';
import type { ExpertsSession } from './session.ts';

const TITLES: Readonly<Record<BankName, string>> = {
  shipped: 'The bank that comes with this page',
  own: 'Your own bank',
  trained: 'The bank that was trained here',
};

/** Which experts are asked, and how to open others. */
export function BankChoice({
  session,
  bank,
  onBank,
}: {
  readonly session: SessionClient<ExpertsSession>;
  readonly bank: BankName;
  readonly onBank: (bank: BankName) => void;
}) {
  const [known, setKnown] = useState<BankDescription | undefined>();
  const [failure, setFailure] = useState<string | undefined>();
  useEffect(() => {
    let isCurrent = true;
    session.call('bank', { bank }).then(
      (found) => {
        if (isCurrent) setKnown(found);
      },
      () => {
        if (isCurrent) setKnown(undefined);
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [session, bank]);
  const open = (files: readonly File[]) => {
    session.call('open', { files }).then(
      (found) => {
        setFailure(undefined);
        setKnown(found);
        onBank('own');
      },
      (error: unknown) => setFailure(error instanceof Error ? error.message : String(error)),
    );
  };
  return (
    <section class="card" aria-labelledby="experts-bank">
      <h2 id="experts-bank">The experts</h2>
      <p data-bank={bank}>
        <b>{TITLES[bank]}</b>
        {known !== undefined &&
          `: ${known.experts} experts of ${known.filters} filters, images of ${known.shape[0]} × ${known.shape[1]}${known.shape[2] === 1 ? '' : ' in colour'}`}
        .
      </p>
      <p class="hint">
        Yours is in the folder <code>model</code> of a run of{' '}
        <code>npm run lab -- run experts-gan/main</code>: drop that folder or the run's, or pick{' '}
        <code>model.json</code> and <code>weights.bin</code>.
      </p>
      <p class="row">
        <FilePick what="Open your own bank" accept=".json,.bin" onFiles={open} />
        {bank !== 'shipped' && (
          <button type="button" onClick={() => onBank('shipped')}>
            Back to the shipped one
          </button>
        )}
      </p>
      {failure !== undefined && <Notice>{failure}</Notice>}
    </section>
  );
}
