import { pendulumFeatures, pendulumSuperGraph } from '@causal-mechanisms/datasets';
import { DearModel, trainDear } from '@causal-mechanisms/dear-scm';
import { scenesOf, pendulumSchema } from '../../../../src/recipes/dear-scm/pendulum/settings.ts';

/** A model of features, after one iteration; the caller disposes of it. */
export function featureModel(graph = pendulumSuperGraph): Promise<DearModel> {
  return trained(pendulumFeatures({ rows: 64 }), graph);
}

/** A model of small images, after one iteration; the caller disposes of it. */
export function imageModel(): Promise<DearModel> {
  return trained(
    scenesOf(pendulumSchema.parse({ size: 16, rows: 64 }), 'train'),
    pendulumSuperGraph,
  );
}

async function trained(
  data: Parameters<typeof trainDear>[0],
  graph: typeof pendulumSuperGraph,
): Promise<DearModel> {
  const config = {
    networks: { kind: 'mlp', width: 4, depth: 1 },
    batchSize: 16,
    iterations: 1,
  } as const;
  for await (const event of trainDear(data, { graph, config })) {
    if (event.kind === 'end') return event.model;
  }
  throw new Error('expected an end event');
}
