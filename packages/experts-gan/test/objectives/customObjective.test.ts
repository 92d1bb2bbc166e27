import type { CustomObjective } from '../../src/index.ts';
import { checkObjective } from '../../src/objectives/customObjective.ts';

const mine: CustomObjective = { name: 'mine', scores: (x) => x.mean([1, 2, 3]) };
const named = { kind: 'custom', name: 'mine' } as const;

it('takes the objective that the configuration names, and no other', () => {
  expect(() => checkObjective('f', named, mine)).not.toThrow();
  expect(() => checkObjective('f', { kind: 'gan' }, undefined)).not.toThrow();
  expect(() => checkObjective('f', named, undefined)).toThrow(
    'f: options.objective must be that of the configuration, which names the objective "mine", got none',
  );
  expect(() => checkObjective('f', { kind: 'gan' }, mine)).toThrow('the kind gan, got "mine"');
  expect(() => checkObjective('f', { ...named, name: 'other' }, mine)).toThrow('"other"');
});

it.each([
  [null, 'objective'],
  [{ ...mine, name: 3 }, 'objective.name'],
  [{ ...mine, scores: undefined }, 'objective.scores'],
  [{ ...mine, update: {} }, 'objective.update'],
  [{ ...mine, scale: 'nats' }, 'objective.scale'],
  [{ ...mine, state: 4 }, 'objective.state'],
])('refuses %j', (objective, name) => {
  const run = () => checkObjective('f', named, objective as unknown as CustomObjective);
  expect(run).toThrow(`f: ${name}`);
});
