import { thrownCode } from '@causal-mechanisms/test-utils';
import { resolveExpertsConfig, winnersByLogit } from '../../../src/index.ts';
import { configuredChoice } from '../../../src/training/winners/configuredChoice.ts';
import { contextOf } from './context.ts';

const scores = Float32Array.from({ length: 400 }, (_, i) => (i < 200 ? 0.1 : 0));
const leader = contextOf({ recentShares: [0.9, 0.1] });

it('is the largest logit by default', () => {
  expect(configuredChoice(resolveExpertsConfig())).toBe(winnersByLogit);
});

it('is what the configuration names', () => {
  const of = (input: Parameters<typeof resolveExpertsConfig>[0]) =>
    configuredChoice(resolveExpertsConfig(input))(scores, 2, leader);
  const won = (winners: Int32Array) => winners.filter((winner) => winner === 1).length;
  expect(won(of({ winners: { kind: 'best' } }))).toBe(0);
  expect(won(of({ winners: { kind: 'conscience', strength: 1 } }))).toBe(200);
  expect(won(of({ winners: { kind: 'conscience', strength: 0.1 } }))).toBe(0);
  const sampled = won(of({ winners: { kind: 'sampled', temperature: 1 } }));
  expect(sampled).toBeGreaterThan(60);
  expect(sampled).toBeLessThan(140);
  expect(won(of({ winners: { kind: 'sampled', temperature: 1e-3 } }))).toBe(0);
  expect(won(of({ repair: { kind: 'relocate', idleShare: 0.2 } }))).toBe(100);
  expect(won(of({ repair: { kind: 'relocate', idleShare: 0.05 } }))).toBe(0);
});

it("takes the caller's choice instead, and corrects it", () => {
  const own = () => new Int32Array(200);
  expect(configuredChoice(resolveExpertsConfig(), own)).toBe(own);
  const repaired = configuredChoice(
    resolveExpertsConfig({ repair: { kind: 'relocate', idleShare: 0.2 } }),
    own,
  );
  expect(repaired(scores, 2, leader).filter((winner) => winner === 1)).toHaveLength(100);
  const config = resolveExpertsConfig({ winners: { kind: 'sampled' } });
  expect(thrownCode(() => configuredChoice(config, own))).toBe('ERR_CONFIG');
});
