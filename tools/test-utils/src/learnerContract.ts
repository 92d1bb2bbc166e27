import * as tf from '@tensorflow/tfjs';
import { comparable, keepingStore, outline, runThrough, startRun, STEPS } from './contractRuns.ts';
import type { ContractRun } from './contractRuns.ts';
import type { ContractOptions, ContractState, LearnerFixture } from './contractTypes.ts';
import { failingOptions, failsAt, lateSteps, WRONG_OPTIONS } from './contractFailures.ts';
import { expectNear } from './expectNear.ts';

/** So many tensors are more than any learner makes before it starts. */
const MOST_FAILURES = 10_000;

/**
 * The tests that every learner passes: order of events, kill and resume at every step, abort and early break at every event, leaks,
 * foreign and damaged checkpoints, prolonging, two runs at once, evaluations and saves exactly when they are due.
 *
 * To be called in a test file of Jest, after a backend was chosen in a `beforeAll`.
 *
 * @param name - The learner's public function.
 * @param fixture - The learner with a tiny problem: a few steps in a moment.
 */
export function learnerContract<Model extends { dispose(): void }>(
  name: string,
  fixture: LearnerFixture<Model>,
): void {
  const expectSame = (actual: unknown, expected: unknown) => {
    expectNear(actual, expected, fixture.tolerance?.() ?? 0);
  };
  const refuses = async (run: () => Promise<unknown>, code: string) => {
    const before = tf.memory().numTensors;
    await expect(run()).rejects.toMatchObject({ code });
    expect(tf.memory().numTensors).toBe(before);
  };

  const toTheEnd = async (options: ContractOptions<Model>) => {
    for await (const event of startRun(fixture, options)) {
      if (event.kind === 'end') event.model.dispose();
    }
  };

  describe(`${name} keeps the contract of learners`, () => {
    let whole: ContractRun;
    beforeAll(async () => {
      whole = await runThrough(fixture);
    });

    it('yields start, steps, evaluations, checkpoints and end in their order', () => {
      const lines = outline(whole.events);
      const main = lines.slice(lines.indexOf('evaluation 0'));
      const counted = Array.from({ length: STEPS }, (_, i) => i + 1).flatMap((step) => [
        `${fixture.main} ${step}`,
        ...(step % 2 === 0 || step === STEPS ? [`evaluation ${step}`] : []),
        `checkpoint ${step}`,
      ]);
      expect(lines[0]).toBe('start 0');
      expect(main).toEqual(['evaluation 0', ...counted, `end ${STEPS}`]);
      expect(whole.events.at(-1)).toMatchObject({ kind: 'end', reason: 'completed' });
    });

    it('reports finite figures, and no step beyond those that were announced', () => {
      for (const event of whole.events) {
        if (event.kind !== 'step') continue;
        expect(event.step).toBeLessThanOrEqual(event.steps);
        expect(Object.values(event.scalars).every(Number.isFinite)).toBe(true);
      }
    });

    it('goes on from every checkpoint as if it had never stopped', async () => {
      const places = whole.events.flatMap(({ kind }, i) => (kind === 'checkpoint' ? [i] : []));
      expect(whole.saved).toHaveLength(places.length);
      for (const [i, resume] of whole.saved.entries()) {
        const rest = await runThrough(fixture, { resume });
        expect(rest.events[0]).toMatchObject({ kind: 'start', step: resume.step });
        const later = whole.events.slice((places[i] ?? 0) + 1);
        expectSame(comparable(rest.events), comparable(later));
        expectSame(rest.model, whole.model);
      }
    });

    it('stops at an abort after the step at hand, saves once, and goes on from there', async () => {
      for (const [at, { kind }] of whole.events.entries()) {
        const cut = await runThrough(fixture, {
          saveEvery: 1000,
          onEvent: (_, index, stop) => {
            if (index === at) stop();
          },
        });
        const after = cut.events.slice(at + 1);
        expect(after.filter((event) => event.kind === 'step')).toHaveLength(0);
        expect(after.filter((event) => event.kind === 'checkpoint').length).toBeLessThanOrEqual(1);
        if (kind === 'end' || cut.saved.length === 0) continue;
        const places = cut.saved.map(({ json }) => JSON.stringify(json));
        expect(new Set(places).size).toBe(places.length);
        const rest = await runThrough(fixture, { resume: cut.saved.at(-1), saveEvery: 1000 });
        const figures = (run: ContractRun) =>
          comparable(run.events.filter((event) => ['step', 'evaluation'].includes(event.kind)));
        expectSame([...figures(cut), ...figures(rest)], figures(whole));
        expectSame(rest.model, whole.model);
      }
    });

    it('saves on abort what is not saved yet, and nothing twice', async () => {
      const stepped = await runThrough(fixture, {
        saveEvery: 1000,
        onEvent: (event, _, stop) => {
          if (event.kind === 'step' && event.phase === fixture.main && event.step === 3) stop();
        },
      });
      expect(outline(stepped.events).slice(-3)).toEqual([
        `${fixture.main} 3`,
        'checkpoint 3',
        'end 3',
      ]);
      const saved = await runThrough(fixture, {
        onEvent: (event, _, stop) => {
          if (event.kind === 'checkpoint' && event.step === 3) stop();
        },
      });
      expect(outline(saved.events).slice(-3)).toEqual([
        `${fixture.main} 3`,
        'checkpoint 3',
        'end 3',
      ]);
    });

    it('does no step when it is aborted before the first', async () => {
      const { events, saved } = await runThrough(fixture, {
        onEvent: (_event, index, stop) => {
          if (index === 0) stop();
        },
      });
      expect(outline(events)).toEqual(['start 0', 'end 0']);
      expect(events.at(-1)).toMatchObject({ reason: 'aborted' });
      expect(saved).toHaveLength(0);
    });

    it('stops within 100 ms and a step of an abort, evaluations and saves included', async () => {
      expect(await lateSteps(fixture)).toBeLessThanOrEqual(1);
    });

    for (const [name, options] of Object.entries(WRONG_OPTIONS)) {
      it(`refuses ${name}`, async () => {
        const code = 'resume' in options ? CHECKPOINT : 'ERR_ARGUMENT';
        await refuses(() => toTheEnd(options), code);
      });
    }

    it('leaves no tensor behind when an evaluation, a save or the rule of stopping fails', async () => {
      for (const options of failingOptions<Model>()) {
        const before = tf.memory().numTensors;
        await expect(toTheEnd(options)).rejects.toThrow('half way');
        expect(tf.memory().numTensors).toBe(before);
      }
    });

    it('leaves no tensor behind where it fails before it starts, at any tensor', async () => {
      for (let nth = 0, failed = true; failed && nth < MOST_FAILURES; nth += 1 + (nth >> 3)) {
        const before = tf.memory().numTensors;
        failed = await failsAt(nth, startRun(fixture, {}));
        expect({ nth, left: tf.memory().numTensors - before }).toEqual({ nth, left: 0 });
      }
    });

    it('leaves no tensor behind when the caller breaks off at any event', async () => {
      for (const at of whole.events.keys()) {
        if (at === whole.events.length - 1) continue; // the end event hands the model over
        const before = tf.memory().numTensors;
        const saved: ContractState[] = [];
        const run = startRun(fixture, {
          checkpoints: { store: keepingStore(saved), every: 1 },
          evaluate: { every: 2, run: () => Promise.resolve({ scalars: {} }) },
        });
        let index = 0;
        for await (const event of run) {
          if (index++ === at) break;
          if (event.kind === 'end') event.model.dispose();
        }
        expect(tf.memory().numTensors).toBe(before);
        expect((await run.next()).done).toBe(true);
      }
    });

    it('holds as many tensors after every step of the main phase as after the first, and none in the end', async () => {
      const before = tf.memory().numTensors;
      const counts: number[] = [];
      await runThrough(fixture, {
        onEvent: (event) => {
          if (event.kind === 'step' && event.phase === fixture.main) {
            counts.push(tf.memory().numTensors);
          }
        },
      });
      expect(counts).toHaveLength(STEPS);
      expect(new Set(counts).size).toBe(1);
      expect(tf.memory().numTensors).toBe(before);
    });

    it('refuses the checkpoint of another run', async () => {
      const resume = whole.saved.at(-1);
      await refuses(() => runThrough(fixture, { resume, problem: { foreign: true } }), CHECKPOINT);
    });

    it('refuses a checkpoint that lacks any of its arrays, or holds a shorter one', async () => {
      const state = whole.saved.at(-1) as ContractState;
      for (const [array, { values }] of Object.entries(state.arrays)) {
        const others = Object.entries(state.arrays).filter(([other]) => other !== array);
        const short = { shape: [values.length - 1], values: values.slice(1) };
        for (const arrays of [others, [...others, [array, short] as const]]) {
          const resume = { ...state, arrays: Object.fromEntries(arrays) };
          await refuses(() => runThrough(fixture, { resume }), CHECKPOINT);
        }
      }
    });

    it('refuses a checkpoint whose JSON is damaged', async () => {
      const state = whole.saved.at(-1) as ContractState;
      const parts = state.json['parts'] as Readonly<Record<string, null>>;
      const damaged = [
        {},
        { ...state.json, progress: null },
        { ...state.json, parts: null },
        ...Object.keys(parts).map((part) => ({ ...state.json, parts: { ...parts, [part]: null } })),
      ];
      for (const json of damaged) {
        await refuses(() => runThrough(fixture, { resume: { ...state, json } }), CHECKPOINT);
      }
    });

    it('refuses a checkpoint that is past its end', async () => {
      const resume = whole.saved.at(-1);
      await refuses(() => runThrough(fixture, { resume, problem: { steps: 2 } }), CHECKPOINT);
    });

    it('does nothing more when it goes on from its end', async () => {
      const { events, model } = await runThrough(fixture, { resume: whole.saved.at(-1) });
      expect(outline(events)).toEqual([`start ${STEPS}`, `end ${STEPS}`]);
      expectSame(model, whole.model);
    });

    it(fixture.prolongable ? 'may be prolonged' : 'is not prolonged', async () => {
      const problem = { steps: STEPS + 3 };
      const longer = () => runThrough(fixture, { resume: whole.saved.at(-1), problem });
      if (fixture.prolongable) {
        expectSame((await longer()).model, (await runThrough(fixture, { problem })).model);
      } else await refuses(longer, CHECKPOINT);
    });

    it('does the same beside another run', async () => {
      const runs = await Promise.all([runThrough(fixture), runThrough(fixture)]);
      for (const { events, model } of runs) {
        expectSame(comparable(events), comparable(whole.events));
        expectSame(model, whole.model);
      }
    });

    it.each([0, 1.5, NaN])('refuses %d as an interval', async (every) => {
      await refuses(() => runThrough(fixture, { saveEvery: every }), 'ERR_ARGUMENT');
      await refuses(() => runThrough(fixture, { lookEvery: every }), 'ERR_ARGUMENT');
    });
  });
}

const CHECKPOINT = 'ERR_CHECKPOINT';
