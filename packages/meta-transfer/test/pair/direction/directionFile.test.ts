import { expectDamageAnswered } from '@causal-mechanisms/test-utils';
import { CausalDirectionModel } from '../../../src/pair/direction/directionModel.ts';
import * as tf from '@tensorflow/tfjs';
import { resolveDirectionConfig } from '../../../src/pair/direction/directionConfig.ts';
import { DeltaTotals } from '../../../src/pair/direction/deltaTotals.ts';
import {
  readDirectionModel,
  writeDirectionModel,
} from '../../../src/pair/direction/directionFile.ts';
import { tabularHypotheses } from '../../../src/pair/tabularHypotheses.ts';
import { randomPair } from '../truths.ts';

describe('writeDirectionModel', () => {
  it('keeps the joint distribution to the last bits of a double', async () => {
    let kept: tf.io.ModelArtifacts = {};
    const hypotheses = tabularHypotheses(randomPair(2, 10));
    const state = {
      gamma: 1,
      optimiser: { steps: 0, first: 0, second: 0 },
      totals: new DeltaTotals(),
    };
    await writeDirectionModel(
      { config: resolveDirectionConfig(), hypotheses, state },
      tf.io.withSaveHandler((artifacts) => {
        kept = artifacts;
        return Promise.resolve({
          modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' },
        });
      }),
    );
    const found = await readDirectionModel({ load: () => Promise.resolve(kept) });
    found.hypotheses.joint.forEach((p, i) => {
      const expected = hypotheses.joint[i] ?? NaN;
      expect(Math.abs(p - expected)).toBeLessThanOrEqual(4 * Number.EPSILON * expected);
    });
  });
});

it('answers damage in any place at once, and leaves nothing behind', async () => {
  const hypotheses = tabularHypotheses(randomPair(2, 3));
  const model = new CausalDirectionModel(resolveDirectionConfig(), hypotheses);
  const refused = await expectDamageAnswered(model, (handler) =>
    CausalDirectionModel.load(handler),
  );
  expect(refused).toBeGreaterThan(50);
});
