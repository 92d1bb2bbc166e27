import { randomUUID } from 'node:crypto';
import { ArgumentError } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod';
import { plainName } from '../run/files/plainName.ts';
import { describeFiles } from '../store/folderFiles.ts';
import type { StoredFile } from '../store/folderFiles.ts';
import { fetchFiles } from '../store/savedRun.ts';
import { sideBySide } from '../store/sideBySide.ts';
import type { Store } from '../store/store.ts';
import { StudyError } from '../store/studyErrors.ts';
import { asideSchema, doneSchema, recordSchema } from './studyRecords.ts';
import type { AsideRun, DoneRun, StudyRecord } from './studyRecords.ts';

/** A study in a store: what it consists of, and what came out so far. It is right without the queue. */
export interface StudyStore {
  /** @returns The record, or `undefined` where there is no such study. */
  record(): Promise<StudyRecord | undefined>;
  /**
   * Begins the study, or goes on with one that was begun alike.
   *
   * @param record - What it should be.
   * @returns The record that counts.
   * @throws StudyError where the name is in use with another recipe or other runs.
   */
  begin(record: StudyRecord): Promise<StudyRecord>;
  /** @returns The names of the runs that are finished, and of those that were kept aside and are not finished. */
  over(): Promise<{ done: ReadonlySet<string>; aside: ReadonlySet<string> }>;
  /**
   * @param run - Of the study.
   * @returns The record of it as finished, or `undefined` while it is not.
   */
  done(run: string): Promise<DoneRun | undefined>;
  /**
   * @param run - Of the study.
   * @returns Why it was kept aside, or `undefined` where it was not.
   */
  aside(run: string): Promise<AsideRun | undefined>;
  /**
   * Puts a finished run into the store. Of several workers that try, one succeeds: a run counts once.
   *
   * @param run - Of the study.
   * @param folder - The run folder; nobody writes to it.
   * @param facts - What is recorded of it.
   * @returns Whether it was this call that finished it.
   */
  finish(
    run: string,
    folder: string,
    facts: Pick<DoneRun, 'worker' | 'at' | 'seconds' | 'measures'>,
  ): Promise<boolean>;
  /**
   * @param run - Of the study.
   * @param why - What to record.
   */
  setAside(run: string, why: AsideRun): Promise<void>;
  /**
   * Lets a run be tried again.
   *
   * @param run - Of the study.
   */
  takeBack(run: string): Promise<void>;
  /**
   * Fetches the folder of a finished run.
   *
   * @param run - Of the study.
   * @param folder - Where it goes.
   * @throws StudyError where it is not finished, or a file is missing or damaged.
   */
  fetch(run: string, folder: string): Promise<void>;
  /**
   * @param run - Of the study.
   * @returns The key below which is kept how far the run got.
   */
  savedAt(run: string): string;
}

/**
 * @param store - The store.
 * @param study - The name of the study.
 * @returns What the store has of it.
 * @throws ArgumentError when the name cannot be a folder's: letters, digits, `.`, `_` and `-`, at most 100.
 */
export function studyStore(store: Store, study: string): StudyStore {
  expectStudyName(study);
  const place = (kind: 'done' | 'aside', run: string): string => `${study}/${kind}/${run}.json`;
  const read = async <Content>(
    key: string,
    schema: z.ZodType<Content>,
    advice = '',
  ): Promise<Content | undefined> => {
    const content = await store.read(key);
    if (content === undefined) return undefined;
    let parsed;
    try {
      parsed = schema.safeParse(JSON.parse(content.toString('utf8')));
    } catch (cause) {
      throw new StudyError(`${key} in ${store.shown} is not JSON${advice}`, {
        data: { key },
        cause,
      });
    }
    if (parsed.success) return parsed.data;
    throw new StudyError(
      `${key} in ${store.shown} does not hold what it should: ${z.prettifyError(parsed.error)}${advice}`,
      { data: { key }, cause: parsed.error },
    );
  };
  const named = async (kind: 'done' | 'aside'): Promise<Set<string>> => {
    const keys = await store.list(`${study}/${kind}/`);
    const begin = `${study}/${kind}/`.length;
    return new Set(keys.filter((key) => key.endsWith('.json')).map((key) => key.slice(begin, -5)));
  };
  const again = (run: string): string =>
    `; remove ${place('done', run)}, and the same lab sweep has the run computed again`;
  const done = (run: string): Promise<DoneRun | undefined> =>
    read(place('done', run), doneSchema, again(run));
  const record = (): Promise<StudyRecord | undefined> => read(`${study}/study.json`, recordSchema);
  return {
    record,
    async begin(wanted) {
      const key = `${study}/study.json`;
      if (await store.create(key, json(wanted))) return wanted;
      const found = await record();
      if (found === undefined) throw new StudyError(`${key} in ${store.shown} was removed`);
      expectAlike(study, found, wanted, store);
      return found;
    },
    async over() {
      const [finished, failed] = await Promise.all([named('done'), named('aside')]);
      return { done: finished, aside: new Set([...failed].filter((run) => !finished.has(run))) };
    },
    done,
    aside: (run) => read(place('aside', run), asideSchema),
    async finish(run, folder, facts) {
      const attempt = randomUUID();
      const files = await describeFiles(folder);
      const keyOf = ({ path }: StoredFile): string => `${study}/runs/${run}/${attempt}/${path}`;
      await sideBySide(files, (file) => store.upload(keyOf(file), `${folder}/${file.path}`));
      const entry: DoneRun = { attempt, ...facts, files };
      if (await store.create(place('done', run), json(entry))) return true;
      // Where the answer to the first try was lost, a second one finds its own work.
      if ((await done(run))?.attempt === attempt) return true;
      await store.remove(files.map(keyOf));
      return false;
    },
    setAside: (run, why) => store.write(place('aside', run), json(why)),
    takeBack: (run) => store.remove([place('aside', run)]),
    async fetch(run, folder) {
      const entry = await done(run);
      if (entry === undefined) throw new StudyError(`${study}: the run ${run} is not finished`);
      const root = `${study}/runs/${run}/${entry.attempt}`;
      const damage = await fetchFiles(store, entry.files, folder, ({ path }) => `${root}/${path}`);
      if (damage === undefined) return;
      throw new StudyError(
        `${study}: the run ${run} in ${store.shown} is damaged: ${damage}${again(run)}`,
        {
          data: { study, run, root },
        },
      );
    },
    savedAt: (run) => `${study}/saved/${run}`,
  };
}

/**
 * @param study - A name that was typed, or came with a job.
 * @throws ArgumentError when it could lead out of the store.
 */
export function expectStudyName(study: string): void {
  if (plainName.max(100).safeParse(study).success) return;
  throw new ArgumentError(
    `--study: expected a name of at most 100 letters, digits, ".", "_" and "-" such as "filters-1", got "${study}"`,
    { data: { study } },
  );
}

/** One name, one study: what was typed may differ, the runs may not. */
function expectAlike(study: string, found: StudyRecord, wanted: StudyRecord, store: Store): void {
  if (found.group.recipe !== wanted.group.recipe) {
    throw new StudyError(
      `the study ${study} in ${store.shown} is of ${found.group.recipe}, not of ${wanted.group.recipe}; choose another --study`,
      { data: { study, recipe: found.group.recipe } },
    );
  }
  if (found.code !== wanted.code) {
    throw new StudyError(
      `the study ${study} in ${store.shown} was begun by another version of the code (${found.code}, here ${wanted.code}); choose another --study`,
      { data: { study, code: found.code } },
    );
  }
  if (canonical(found.group) === canonical(wanted.group)) return;
  throw new StudyError(
    `the study ${study} in ${store.shown} has other runs or settings; choose another --study`,
    { data: { study } },
  );
}

/** Text that is equal where contents are: keys come in any order, and what is undefined is not there. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
}

function json(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}
