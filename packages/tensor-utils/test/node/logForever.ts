// Holds the lock of a run folder and appends events until it is killed.
import { openEventLog } from '../../src/node/eventLog.ts';
import { lockRun } from '../../src/node/runLock.ts';

const [folder = ''] = process.argv.slice(2);
await lockRun(folder);
const log = await openEventLog(`${folder}/events.jsonl`);
for (let step = 1; ; step++) {
  await log.append({ kind: 'step', step, text: 'é'.repeat(step % 500) });
  if (step === 1) process.stdout.write('logged\n');
}
