import cliProgress from 'cli-progress';
import { createProgress } from '../../run/progress.ts';
import { RateMeter } from '../../run/training/rateMeter.ts';
import type { ProgressState, Terminal } from '../../run/world.ts';

/** Shows how far one of several runs is. */
export interface GroupBar {
  /** @param state - How far the run is. */
  show(state: ProgressState): void;
  /** @param text - A line about the run. */
  note(text: string): void;
}

/** Several runs at once: a bar each on a terminal, plain lines elsewhere. */
export interface GroupBars {
  /**
   * @param label - Of a run.
   * @returns Its bar.
   */
  add(label: string): GroupBar;
  /** Closes all bars. */
  stop(): void;
}

/**
 * @param terminal - Where to show them.
 * @param now - Gives the time in milliseconds.
 * @returns The bars; stop them at the end.
 */
export function createGroupBars(terminal: Terminal, now: () => number): GroupBars {
  return terminal.barStream === undefined
    ? plainLines(terminal, now)
    : realBars(terminal.barStream, now);
}

function plainLines(terminal: Terminal, now: () => number): GroupBars {
  return {
    add(label) {
      const note = (text: string): void => terminal.note(`${label}: ${text}`);
      const progress = createProgress({ out: note, note }, { now });
      let phase = '';
      return {
        note,
        show({ name, done, total, figures }) {
          const key = `${name} ${total}`;
          if (key !== phase) progress.phase(name, total, done);
          phase = key;
          progress.update(done, figures);
        },
      };
    },
    stop: () => undefined,
  };
}

function realBars(stream: NodeJS.WritableStream, now: () => number): GroupBars {
  const bars = new cliProgress.MultiBar({
    format: '{label} {name} [{bar}] {value}/{total} | {pace}{figures}',
    stream,
    hideCursor: true,
    linewrap: false,
    barCompleteChar: '=',
    barIncompleteChar: ' ',
    barsize: 24,
    fps: 5,
    gracefulExit: false,
  });
  return {
    add(label) {
      const empty = { label, name: '', pace: 'starting', figures: '' };
      const bar = bars.create(1, 0, empty);
      let phase = '';
      let meter = new RateMeter(now, 0);
      return {
        note: (text) => bars.log(`${label}: ${text}\n`),
        show({ name, done, total, figures }) {
          const key = `${name} ${total}`;
          if (key !== phase) {
            phase = key;
            meter = new RateMeter(now, done);
            bar.setTotal(total);
          }
          meter.mark(done);
          const shown = Object.entries(figures).map(([figure, value]) => ` | ${figure} ${value}`);
          bar.update(done, { label, name, pace: meter.show(done, total), figures: shown.join('') });
        },
      };
    },
    stop: () => bars.stop(),
  };
}
