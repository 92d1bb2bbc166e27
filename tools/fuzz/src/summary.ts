import type { KindResult } from './runFuzz.ts';
import type { Trial } from './trial.ts';

const MEBIBYTE = 2 ** 20;
/** Milliseconds of processor time, and of waiting. */
const SLOWEST = 1000;
const LONGEST = 10_000;

/** @returns Whether a trial computed or waited too long. */
export function isSlow({ milliseconds, waited }: Trial): boolean {
  return milliseconds > SLOWEST || waited > LONGEST;
}

/** @returns Whether a trial took more than twice its files and 100 MiB of memory. */
export function isGreedy({ memoryBytes, fileBytes }: Trial): boolean {
  return memoryBytes > 2 * fileBytes + 100 * MEBIBYTE;
}

/** @returns The faults among what was tried: none, in the end. */
export function faultLines({ kind, trials, lost }: KindResult): string[] {
  const name = (trial: Trial): string => `${kind} ${trial.number}`;
  return [
    ...lost.map((number) => `${kind} ${number}: no answer`),
    ...trials.flatMap((trial) => [
      ...(trial.outcome === 'untyped' ? [`${name(trial)}: untyped: ${trial.message}`] : []),
      ...(isSlow(trial)
        ? [
            `${name(trial)}: ${trial.milliseconds.toFixed(0)} ms, waited ${trial.waited.toFixed(0)} ms: ${trial.message}`,
          ]
        : []),
      ...(isGreedy(trial)
        ? [`${name(trial)}: ${(trial.memoryBytes / MEBIBYTE).toFixed(0)} MiB: ${trial.message}`]
        : []),
    ]),
  ];
}

/** @returns A row of the table of results. */
export function summaryRow(result: KindResult): string {
  const { kind, trials, lost } = result;
  const of = (outcome: Trial['outcome']): number =>
    trials.filter((trial) => trial.outcome === outcome).length;
  const most = (value: (trial: Trial) => number): number =>
    trials.reduce((largest, trial) => Math.max(largest, value(trial)), 0);
  const cells = [
    kind,
    trials.length + lost.length,
    of('refused'),
    of('read'),
    of('untyped'),
    lost.length + trials.filter(isSlow).length,
    `${most(({ milliseconds }) => milliseconds).toFixed(0)} ms`,
    `${(most(({ memoryBytes }) => memoryBytes) / MEBIBYTE).toFixed(0)} MiB`,
  ];
  return `| ${cells.join(' | ')} |`;
}

/** The head of the table. */
export const SUMMARY_HEAD = [
  '| files | damaged | refused | read | untyped errors | too slow | longest | most memory |',
  '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
];
