import { fetchEnvironment } from '@causal-mechanisms/datasets';
import { PolicyModel } from '@causal-mechanisms/rims';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { filmStrips, playEpisode } from '../../../../src/recipes/rims/distractors/playEpisode.ts';

beforeAll(() => useBackend());

describe('an episode of a policy', () => {
  it('is played to its end, and its beginning drawn', async () => {
    const environment = fetchEnvironment({ size: 4, view: 3, distractors: 1, mostSteps: 30 });
    const { observationWidth, actions } = environment;
    const model = PolicyModel.create(
      {
        core: { kind: 'lstm', units: 3 },
        observationWidth,
        actions,
        encoder: [3],
        actor: [],
        critic: [],
      },
      new RandomStream(1),
    );
    const episode = await playEpisode(model, environment, 3);
    expect(await playEpisode(model, environment, 3)).toEqual(episode);
    model.dispose();
    expect(episode.target).toMatch(/^the \w+ (key|ball)$/);
    expect(episode.states[0]).toMatchObject({ steps: 0 });
    expect(episode.states.length).toBeLessThanOrEqual(10);
    episode.states.forEach(({ steps }, i) => {
      expect(steps).toBe(i);
    });
    const strips = filmStrips([{ label: 'LSTM 3', episode }], 3);
    expect(strips.shape).toEqual([48, 48, 3]);
    expect(strips.rows).toHaveLength(1);
    const [row] = strips.rows;
    expect(row?.count).toBe(episode.states.length);
    expect(row?.label).toMatch(/^LSTM 3: the \w+ \w+, (not )?fetched$/);
    expect(Buffer.byteLength(row?.pixels ?? '', 'base64')).toBe(
      episode.states.length * 48 * 48 * 3,
    );
  });
});
