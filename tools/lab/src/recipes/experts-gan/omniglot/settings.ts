import * as z from 'zod';
import { competitionFields, refineCompetition } from '../competition/settings.ts';

/** The configuration of `experts-gan/omniglot`. */
export const omniglotSchema = z
  .strictObject({
    ...competitionFields,
    /** The folder of a saved model, such as `runs/RUN/model`; with it nothing is trained. */
    model: z.string().default(''),
    characters: z
      .strictObject({
        /** `auto`: Omniglot where it is at hand, else drawn glyphs. */
        source: z.enum(['auto', 'omniglot', 'embedded']).default('auto'),
        count: z.int().min(10).max(10_000).default(200),
      })
      .prefault({}),
    /** Three mechanisms, by number, that change one image one after the other. Default: the shift up-left, inversion, noise. */
    chain: z.tuple([z.int().min(0), z.int().min(0), z.int().min(0)]).default([4, 8, 9]),
  })
  .superRefine((config, check) => {
    refineCompetition(config, check);
    const { chain, mechanisms, colour } = config;
    if (colour) {
      check.addIssue({ code: 'custom', path: ['colour'], message: 'characters are grey' });
    }
    if (new Set(chain).size < chain.length || chain.some((m) => m >= mechanisms.length)) {
      const message = `must be three different numbers of mechanisms, from 0 to ${mechanisms.length - 1}`;
      check.addIssue({ code: 'custom', path: ['chain'], message });
    }
  });

/** The settings of that recipe. */
export type OmniglotConfig = z.output<typeof omniglotSchema>;
