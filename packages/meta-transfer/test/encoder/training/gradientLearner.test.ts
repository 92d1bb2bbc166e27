import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { rotation } from '../../../src/index.ts';
import { resolveEncoderTrainingConfig } from '../../../src/encoder/training/encoderConfig.ts';
import { encoderLoss } from '../../../src/encoder/training/encoderLoss.ts';
import { factsOf, gradientLearner } from '../../../src/encoder/training/gradientLearner.ts';
import { causalOrders } from '../../../src/encoder/score/causalOrders.ts';
import { bumpsOver } from '../../../src/encoder/score/representationData.ts';
import { transferData } from '../transferData.ts';

const data = transferData({
  decoder: rotation(-0.6),
  stream: new RandomStream(1),
  points: 60,
  sets: 1,
});

describe('gradientLearner', () => {
  it('takes the step of Adam against the gradient of the loss', async () => {
    const config = resolveEncoderTrainingConfig({ trainingPoints: 40, bumps: 8 });
    const { model, main } = gradientLearner(config, data);
    expect(model.parameters[0]).toBe(0);
    const { scalars } = await main.step(0);
    // By hand: the batch comes from the stream of the seed; the first step of Adam has the length of the rate.
    const stream = new RandomStream(1).split('batches');
    stream.integer(0, 1);
    const places = Array.from({ length: 40 }, () => stream.integer(0, 60));
    const training = data.training.map((column) =>
      Float64Array.from(places, (i) => column[i] ?? NaN),
    );
    const found = encoderLoss(
      rotation(0),
      { orders: causalOrders(2), logits: new Float64Array(2), bumps: bumpsOver(data, 8) },
      { training, transfer: data.transfers[0] ?? [] },
      config,
    );
    expect(scalars['loss']).toBeCloseTo(found.loss, 12);
    expect(model.parameters[0]).toBeCloseTo(-0.01 * Math.sign(found.byParameters[0] ?? 0), 6);
    const gamma = -0.002 * Math.sign(found.byLogits[0] ?? 0);
    expect(scalars['gamma']).toBeCloseTo(gamma, 6);
  });

  it('shows the start of the least loss', async () => {
    const config = resolveEncoderTrainingConfig({ starts: 3, bumps: 12 });
    const more = transferData({
      decoder: rotation(-0.6),
      stream: new RandomStream(1),
      points: 300,
      sets: 4,
    });
    const { model, main } = gradientLearner(config, more);
    let scalars: Readonly<Record<string, number>> = {};
    for (let done = 0; done < 20; done++) ({ scalars } = await main.step(done));
    // The decoder is undone by .6: the start at pi/8 is nearest.
    expect(scalars['start']).toBe(1);
    expect(model.parameters[0]).toBe(scalars['angle0']);
    expect(Math.abs((model.parameters[0] ?? 0) - Math.PI / 8)).toBeLessThan(0.21);
  });

  it('refuses a loss that is not finite', async () => {
    const wide = {
      training: data.training,
      transfers: [data.training.map((c) => c.map((v) => v * 1e200))],
    };
    const { main } = gradientLearner(resolveEncoderTrainingConfig({}), wide);
    await expect(main.step(3)).rejects.toThrow(/NaN|finite|not/);
  });
});

describe('factsOf', () => {
  it('counts', () => {
    expect(factsOf(data)).toEqual({ columns: 2, trainingPoints: 60, transferSets: 1 });
  });
});
