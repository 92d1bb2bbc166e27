import { ASK, createMutantSwitch } from '../../src/worker/mutantSwitch.ts';

const ask = (id: number): unknown =>
  (globalThis as unknown as Record<string, (id: number) => unknown>)[ASK]?.(id);

describe('createMutantSwitch', () => {
  it('says yes to the active mutant only', () => {
    const mutants = createMutantSwitch();
    expect(ask(1)).toBe(false);
    mutants.activate(2);
    expect([ask(1), ask(2), ask(3)]).toEqual([false, true, false]);
    mutants.activate(0);
    expect(ask(2)).toBe(false);
  });

  it('notes what is asked for', () => {
    const mutants = createMutantSwitch();
    const asked = new Set<number>();
    mutants.record(asked);
    mutants.activate(5);
    ask(4);
    ask(4);
    expect([...asked]).toEqual([4]);
    expect(mutants.questions()).toBe(2);
    expect(mutants.wasAsked()).toBe(false);
    ask(5);
    expect(mutants.wasAsked()).toBe(true);
    mutants.activate(5);
    expect(mutants.wasAsked()).toBe(false);
    expect(mutants.questions()).toBe(0);
  });

  it('throws past the limit', () => {
    const mutants = createMutantSwitch();
    mutants.activate(1, 2);
    ask(1);
    ask(2);
    expect(() => ask(3)).toThrow('too many steps');
  });
});
