import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DearModel } from '@causal-mechanisms/dear-scm';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import {
  imageFigures,
  imageHeadline,
  imageMatrices,
  imageResult,
} from '../../../../src/recipes/dear-scm/images/imageResult.ts';
import type { ImageResult } from '../../../../src/recipes/dear-scm/images/imageResult.ts';
import type { RunPart } from '../../../../src/run/runPart.ts';
import { TINY_SETTINGS, TINY_TASK } from './tinyTask.ts';

const RESULT = {
  measured: {
    agreement: [
      { factor: 'angle', kind: 'continuous', labels: 9, meanError: 3, score: 0.875, reference: 0 },
      { factor: 'on', kind: 'binary', labels: 9, meanError: 0.1, score: 0.95, reference: 0.6 },
    ],
    reconstruction: 0.01,
    effects: {
      rows: ['do(angle)', 'do(on)'],
      columns: ['angle', 'on'],
      values: [
        [0.9, 0.1],
        [0, 0.7],
      ],
    },
    adjacency: {
      rows: ['angle', 'on'],
      columns: ['angle', 'on'],
      values: [
        [0, 0.5],
        [0, 0],
      ],
    },
  },
  images: {},
} as unknown as ImageResult;

describe('imageResult', () => {
  it('trains, saves and measures', async () => {
    await useBackend();
    const dir = await mkdtemp(join(tmpdir(), 'image-result-'));
    try {
      const part = {
        follow: async ({ start }: Parameters<RunPart['follow']>[0]) => {
          for await (const event of start({})) if (event.kind === 'end') return event.model;
          throw new Error('training did not end');
        },
        finished: (compute: () => Promise<unknown>) => compute(),
      } as unknown as RunPart;
      const { signal } = new AbortController();
      const options = { part, model: join(dir, 'model'), settings: TINY_SETTINGS, seed: 1, signal };
      const plain = await imageResult(TINY_TASK, options);
      expect(plain.more).toEqual({});
      const more = (model: DearModel) => Promise.resolve({ width: model.latentWidth });
      const result = await imageResult(TINY_TASK, { ...options, more });
      expect(result.more).toEqual({ width: 3 });
      expect(await readdir(join(dir, 'model'))).toContain('model.json');
      expect(Object.keys(result.images)).toHaveLength(4);
      expect(result.measured.agreement).toHaveLength(2);
    } finally {
      await rm(dir, { recursive: true });
    }
  });
});

describe('imageFigures', () => {
  it('names how factors are read and how far they follow', () => {
    const figures = imageFigures(RESULT, { prefix: 'smile/', title: 'Smile, ' });
    expect(figures.map(({ name, value }) => [name, value])).toEqual([
      ['smile/read/angle', 0.875],
      ['smile/read/on', 0.95],
      ['smile/follows/angle', 0.9],
      ['smile/follows/on', 0.7],
      ['smile/reconstruction', 0.01],
    ]);
    expect(figures[1]?.label).toMatch(/^Smile, on: .*60\.0 % by the more frequent label/);
  });
});

describe('imageHeadline', () => {
  it('says it in a sentence', () => {
    expect(imageHeadline(RESULT)).toBe(
      'On held-out images the encoder reads angle R squared 0.88, on 95.0 % right; set factors follow by angle 0.90, on 0.70.',
    );
  });

  it('says what to do where no factor follows', () => {
    const headline = (angle: number, on: number): string => {
      const { measured } = RESULT;
      const values = [
        [angle, 1],
        [1, on],
      ];
      const effects = { ...measured.effects, values };
      return imageHeadline({ measured: { ...measured, effects } } as unknown as ImageResult);
    };
    expect(headline(-0.13, 0.29)).toMatch(
      /follow by angle -0\.13, on 0\.29\. That is hardly at all: .* take a larger preset, or more iterations\.$/,
    );
    expect(headline(NaN, 0.1)).toMatch(/hardly at all/);
    expect(headline(-0.13, 0.3)).toMatch(/follow by angle -0\.13, on 0\.30\.$/);
  });
});

describe('imageMatrices', () => {
  it('keeps both matrices of each model', () => {
    expect(Object.keys(imageMatrices({ 'smile-': RESULT }))).toEqual([
      'smile-adjacency',
      'smile-effects',
    ]);
  });
});
