// Algorithm 1 in plain ops: the oracle of the competition's step.
import * as tf from '@tensorflow/tfjs';
import { softplus } from '@causal-mechanisms/tensor-utils';
import type { ParameterLayout } from '@causal-mechanisms/tensor-utils';
import type { ExpertsModel } from '../../src/model/expertsModel.ts';
import type { CompetitionRules } from '../../src/training/competition.ts';
import { winnersByLogit } from '../../src/training/logitLosses.ts';
import { plainDiscriminator, plainExpert } from '../autodiff.ts';

/** Algorithm 1 with automatic differentiation and tf.train.adam. */
export function plainCompetition(
  { networks, scorer }: ExpertsModel,
  { updateOrder, loserWeight }: Pick<CompetitionRules, 'updateOrder' | 'loserWeight'>,
) {
  const experts = networks.map(({ parameters }, j) =>
    tf.variable(parameters.values.clone(), true, `plain expert ${j} ${updateOrder} ${loserWeight}`),
  );
  const judge = tf.variable(
    scorer.parameters.values.clone(),
    true,
    `plain judge ${updateOrder} ${loserWeight}`,
  );
  const judgeLayout = scorer.parameters.layout;
  const adam = () => tf.train.adam(1e-3, 0.9, 0.999, 1e-8);
  const [expertAdams, judgeAdam] = [experts.map(adam), adam()];
  const expertsLayout = networks[0]?.parameters.layout as ParameterLayout;
  const output = (expert: tf.Tensor, images: tf.Tensor4D) =>
    plainExpert(expert, expertsLayout, images);
  const score = (images: tf.Tensor) => plainDiscriminator(judge, judgeLayout, images);
  async function step(
    transformed: tf.Tensor4D,
    images: tf.Tensor4D,
    noise?: CompetitionRules['noise'],
  ) {
    const n = transformed.shape[0];
    const canonical = noise === undefined ? images : images.add(noise.canonical);
    const seen = <Images extends tf.Tensor>(outputs: Images) =>
      noise === undefined
        ? outputs
        : outputs.add<Images>(noise.transformed.tile([outputs.shape[0] / n, 1, 1, 1]));
    const outputs = seen(tf.concat(experts.map((e) => output(e, transformed))));
    const winners = winnersByLogit(await score(outputs).data<'float32'>(), experts.length);
    const weights = Array.from({ length: outputs.shape[0] }, (_, row) =>
      winners[row % n] === Math.floor(row / n) ? 1 : loserWeight,
    );
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const isRightOf = (shown: tf.Tensor) =>
      tf.concat([score(canonical).greater(0), score(shown).less(0)]);
    let isRight = isRightOf(outputs);
    const updateJudge = (shown: tf.Tensor) =>
      judgeAdam.minimize(
        () =>
          tf.addN<tf.Scalar>([
            tf.softplus(score(canonical).neg()).mean(),
            tf.softplus(score(shown)).mul(tf.tensor1d(weights)).sum().div(total),
          ]),
        true,
        [judge],
      );
    let discriminatorLoss = updateOrder === 'discriminatorFirst' ? updateJudge(outputs) : undefined;
    const after = await score(outputs).data<'float32'>();
    const losses = Array.from(winners, (winner, i) => softplus(-(after[winner * n + i] ?? NaN)));
    const wins = experts.map((_, j) => winners.filter((winner) => winner === j).length);
    // All gradients come from the same scores; then every winner steps.
    const updates = experts.map((expert, j) => {
      if (wins[j] === 0) return undefined;
      const mask = tf.tensor1d(Float32Array.from(winners, (winner) => (winner === j ? 1 : 0)));
      return tf.variableGrads(
        () =>
          tf
            .softplus(score(seen(output(expert, transformed))).neg())
            .mul(mask)
            .sum()
            .div<tf.Scalar>(wins[j] ?? n),
        [expert],
      ).grads;
    });
    if (updateOrder === 'simultaneous') discriminatorLoss = updateJudge(outputs);
    updates.forEach((grads, j) => {
      const named = Object.entries(grads ?? {}).map(([name, tensor]) => ({ name, tensor }));
      expertAdams[j]?.applyGradients(named);
    });
    if (updateOrder === 'expertsFirst') {
      const now = seen(tf.concat(experts.map((e) => output(e, transformed))));
      isRight = isRightOf(now);
      discriminatorLoss = updateJudge(now);
    }
    const right = await isRight.data();
    const share = (values: ArrayLike<number>) =>
      Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
    return {
      wins: Int32Array.from(wins),
      discriminatorLoss: (await discriminatorLoss?.data())?.[0] ?? NaN,
      expertLoss: share(losses),
      canonicalAccuracy: share(right.slice(0, canonical.shape[0])),
      outputAccuracy: share(right.slice(canonical.shape[0])),
    };
  }
  return { experts, judge, step };
}
