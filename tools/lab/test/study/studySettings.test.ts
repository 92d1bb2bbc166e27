import { parseConfig } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod';
import { refineModels, studyEntries, studySettings } from '../../src/study/studySettings.ts';

const schema = z
  .strictObject({ ...studySettings(z.strictObject({ width: z.int().min(1) })), epochs: z.int() })
  .superRefine(refineModels);

const GIVEN = {
  models: ['wide', 'narrow'],
  settings: { narrow: { width: 2 }, wide: { width: 9 }, spare: { width: 2 } },
  epochs: 3,
};

const resolve = (more: object = {}) => parseConfig('study', schema, { ...GIVEN, ...more });

describe('studySettings', () => {
  it('keeps what there is to train, and what may be asked for', () => {
    expect(resolve()).toEqual(GIVEN);
  });

  it.each([
    [{ models: ['wid'] }, 'models.0: unknown model "wid" (known: narrow, wide, spare)'],
    [{ models: ['wide', 'narrow', 'wide'] }, 'models.2: "wide" is there twice'],
    [{ models: ['toString'] }, 'unknown model "toString"'],
    [{ models: [] }, 'models: '],
    [{ settings: { ...GIVEN.settings, wide: { width: 0 } } }, 'settings.wide.width: '],
    [{ settings: { ...GIVEN.settings, wide: { wdth: 1 } } }, 'did you mean "width"?'],
    [{ settings: { ...GIVEN.settings, 'a/b': { width: 1 } } }, 'settings.a/b: '],
  ])('refuses %j', (more, message) => {
    expect(() => resolve(more)).toThrow(message);
  });
});

describe('studyEntries', () => {
  const labelOf = ({ width }: { readonly width: number }) => `VAE ${width}`;

  it('are the models asked for, in their order, with their settings', () => {
    expect(studyEntries(resolve(), labelOf)).toEqual([
      { name: 'wide', label: 'VAE 9', own: { width: 9 } },
      { name: 'narrow', label: 'VAE 2', own: { width: 2 } },
    ]);
  });

  it('are told apart by their names where labels are the same', () => {
    const config = resolve({ models: ['spare', 'wide', 'narrow'] });
    expect(studyEntries(config, labelOf).map(({ label }) => label)).toEqual([
      'VAE 2 (spare)',
      'VAE 9',
      'VAE 2 (narrow)',
    ]);
  });

  it('need settings', () => {
    const choice = { models: ['toString'], settings: {} };
    expect(() => studyEntries(choice, labelOf)).toThrow('no settings for toString');
  });
});
