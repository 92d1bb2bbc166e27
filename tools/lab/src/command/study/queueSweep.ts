import { hidePasswords } from '../../queue/queueAddress.ts';
import { connectQueue, disconnectQueue } from '../../queue/queueConnection.ts';
import { runQueue } from '../../queue/runQueue.ts';
import { jobsOf, studyRuns } from '../../queue/studyRuns.ts';
import { expectStudyName, studyStore } from '../../queue/studyStore.ts';
import { codeFingerprint } from '../../queue/codeFingerprint.ts';
import type { Recipe } from '../../run/recipe.ts';
import type { QueuedArguments } from '../arguments/studyArguments.ts';
import type { Lab } from '../lab.ts';
import type { RunGroup } from '../run/runPlan.ts';
import { studySite } from './site.ts';

/** Seconds until a connection that was lost counts as gone. */
const PATIENCE = 10;

/**
 * Lets the runs of a sweep wait for workers. What a study of this name has already stays; what is missing is added.
 *
 * @param recipe - Of the runs.
 * @param group - The runs.
 * @param command - Queue, store and name of the study, and in which form to say what was done.
 * @param lab - Terminal, clock, environment.
 * @throws StudyError where the name is in use for something else.
 */
export async function queueSweep(
  recipe: Recipe,
  group: RunGroup,
  { queued, json }: { readonly queued: QueuedArguments; readonly json: boolean },
  lab: Lab,
): Promise<void> {
  const { study: name, retries } = queued;
  expectStudyName(name);
  const { address, store } = await studySite(queued, lab);
  const connection = await connectQueue(address, { patience: PATIENCE });
  const queue = runQueue(connection, address.shown);
  try {
    const study = studyStore(store, name);
    const record = await study.begin({
      format: 1,
      code: await codeFingerprint(lab.repositoryRoot),
      typed: (lab.commandLine ?? []).map(hidePasswords),
      retries,
      group,
    });
    const { group: all, done, aside } = await studyRuns(recipe, study, record);
    const left = all.runs.filter((run) => !done.has(run.name) && !aside.has(run.name));
    const known = await queue.look(
      name,
      left.map((run) => run.name),
    );
    // The store knows best: what the queue took for over and the store does not have is run again.
    const stale = left.filter((run) => known.get(run.name)?.state === 'finished');
    await queue.forget(
      name,
      stale.map((run) => run.name),
    );
    await queue.add(jobsOf(name, record, left), record.retries);
    const note = (text: string): void => lab.terminal.note(text);
    note(`${recipe.name}, ${all.runs.length} runs, as the study ${name} in ${store.shown}`);
    if (left.length < all.runs.length) {
      note(`${done.size} of them are finished and ${aside.size} kept aside; ${left.length} wait`);
    }
    note('workers take them: npm run lab -- worker, with the same --queue and --store');
    if (json) {
      const counts = { finished: done.size, aside: aside.size, waiting: left.length };
      lab.terminal.out(
        JSON.stringify(
          { study: name, recipe: recipe.name, store: store.shown, queue: address.shown, counts },
          null,
          2,
        ),
      );
    } else lab.terminal.out(`how far they are: npm run lab -- study ${name}`);
  } finally {
    await queue.close();
    disconnectQueue(connection);
  }
}
