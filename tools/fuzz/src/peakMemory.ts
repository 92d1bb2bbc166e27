import { readFileSync, writeFileSync } from 'node:fs';

/** Begins anew to look for the most memory that the process holds. Linux alone can; elsewhere the peak is that since its start. */
export function resetPeak(): void {
  try {
    writeFileSync('/proc/self/clear_refs', '5');
  } catch {
    // Measured is then the peak of the whole process, which is more.
  }
}

/** @returns The most bytes that the process held at once. */
export function peakMemory(): number {
  try {
    const [, kilobytes] =
      /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    if (kilobytes !== undefined) return 1024 * Number(kilobytes);
  } catch {
    // No /proc.
  }
  return 1024 * process.resourceUsage().maxRSS;
}
