import cliProgress from 'cli-progress';
import { RateMeter } from './training/rateMeter.ts';
import type { Terminal } from './world.ts';

/** Shows how far a run is: a bar on a terminal, plain lines elsewhere. */
export interface Progress {
  /**
   * Begins a phase; the one before is closed.
   *
   * @param name - What is done, such as `competition`.
   * @param total - How many steps there are.
   * @param done - How many were done before. Default: 0.
   */
  phase(name: string, total: number, done?: number): void;
  /**
   * @param done - Steps done in this phase.
   * @param figures - Short figures to show beside, such as `{ matched: '3/4' }`; shown until they change.
   */
  update(done: number, figures?: Readonly<Record<string, string>>): void;
  /**
   * Writes a line without disturbing the bar.
   *
   * @param text - The line.
   */
  note(text: string): void;
  /** Closes the phase. */
  stop(): void;
}

/** Options of {@link createProgress}. */
export interface ProgressOptions {
  /** Gives the time in milliseconds. */
  readonly now: () => number;
  /** Seconds between two plain lines. Default: 10. */
  readonly lineEvery?: number;
}

/** Seconds between two reports to another process. */
const REPORT_EVERY = 0.2;

/**
 * @param terminal - Where to show it.
 * @param options - The clock and the pace of plain lines.
 * @returns A progress display.
 */
export function createProgress(terminal: Terminal, options: ProgressOptions): Progress {
  const { now, lineEvery = 10 } = options;
  let phase: { name: string; total: number; meter: RateMeter } | undefined;
  let figures: Record<string, string> = {};
  let bar: InstanceType<typeof cliProgress.SingleBar> | undefined;
  let lastLine = -Infinity;
  let lastText = '';

  const line = (done: number): string => {
    if (phase === undefined) return '';
    const shown = Object.entries(figures).map(([name, value]) => ` | ${name} ${value}`);
    return `${phase.name} ${done}/${phase.total} | ${phase.meter.show(done, phase.total)}${shown.join('')}`;
  };
  const close = (): void => {
    bar?.stop();
    bar = undefined;
    phase = undefined;
  };
  return {
    phase(name, total, done = 0) {
      close();
      phase = { name, total, meter: new RateMeter(now, done) };
      figures = {};
      lastLine = -Infinity;
      terminal.onProgress?.({ name, done, total, figures });
      if (terminal.barStream === undefined) return;
      bar = new cliProgress.SingleBar({
        format: '{name} [{bar}] {value}/{total} | {pace}{figures}',
        stream: terminal.barStream,
        hideCursor: true,
        linewrap: false,
        barCompleteChar: '=',
        barIncompleteChar: ' ',
        barsize: 24,
        fps: 5,
        gracefulExit: false,
      });
      bar.start(total, done, { name: name.padEnd(12), pace: 'starting', figures: '' });
    },
    update(done, shown = {}) {
      if (phase === undefined) return;
      figures = { ...figures, ...shown };
      phase.meter.mark(done);
      const { name, total, meter } = phase;
      if (terminal.onProgress !== undefined) {
        if (now() - lastLine < 1000 * REPORT_EVERY && done < total) return;
        lastLine = now();
        terminal.onProgress({ name, done, total, figures });
      } else if (bar !== undefined) {
        const text = Object.entries(figures).map(([key, value]) => ` | ${key} ${value}`);
        bar.update(done, {
          name: name.padEnd(12),
          pace: meter.show(done, total),
          figures: text.join(''),
        });
      } else if (now() - lastLine >= 1000 * lineEvery || done >= total) {
        lastLine = now();
        const text = line(done);
        if (text !== lastText) terminal.note(text);
        lastText = text;
      }
    },
    note(text) {
      if (bar === undefined) {
        terminal.note(text);
        return;
      }
      // The bar draws over its own line: clear it, write, and let the next update draw it again.
      terminal.barStream?.write('\r\u001b[K');
      terminal.note(text);
    },
    stop: close,
  };
}
