import type { Panel } from '../../panel/panel.ts';
import { readChanges, writeChanges } from './changes.ts';
import type { Change } from './changes.ts';
import { readPicture, writePicture } from './picture.ts';
import type { Picture } from './picture.ts';

/** What the reader of the panel has chosen. */
export interface ExpertsState {
  /** What is shown to the experts. */
  readonly picture: Picture;
  /** What is done to it before, in this order. */
  readonly changes: readonly Change[];
  /** What noise is drawn from. */
  readonly seed: number;
}

const START: ExpertsState = {
  picture: { kind: 'digit', index: 11 },
  changes: [{ kind: 'up', strength: 4 }],
  seed: 1,
};

/** Competing experts, each of which undoes one change of an image. */
export const experts: Panel<ExpertsState> = {
  id: 'experts',
  title: 'Experts',
  seen: 'A digit is changed, and every expert tries to undo it without knowing what was done; a discriminator scores what they make of it, and the best one wins. Nobody told the experts which changes there are: each came to undo one of them because it was a little better at it.',
  docs: 'experts-gan.md',

  readState(given) {
    const changes = given.get('changes');
    const seed = Number(given.get('seed') ?? START.seed);
    return {
      picture: readPicture(given.get('picture') ?? '') ?? START.picture,
      changes: changes === null ? START.changes : readChanges(changes),
      seed: Number.isSafeInteger(seed) && seed >= 0 ? seed : START.seed,
    };
  },

  writeState({ picture, changes, seed }) {
    const [shown, done] = [writePicture(picture), writeChanges(changes)];
    return {
      ...(shown === writePicture(START.picture) ? {} : { picture: shown }),
      ...(done === writeChanges(START.changes) ? {} : { changes: done }),
      ...(seed === START.seed ? {} : { seed: String(seed) }),
    };
  },
};
