import { writeFile } from 'node:fs/promises';
import { RandomStream } from '@causal-mechanisms/tensor-utils';

/** Writes a table in which rain makes umbrellas and wet grass, in four places: as usual, two climates, and free umbrellas. */
export async function writeRainTable(path: string): Promise<void> {
  const stream = new RandomStream(1);
  const chance = (share: number): boolean => stream.uniform() < share;
  const lines = ['site,rain,umbrella,grass,day'];
  for (const [site, rows, share, free] of [
    ['usual', 1500, 0.3, false],
    ['monsoon', 400, 0.8, false],
    ['drought', 400, 0.08, false],
    ['handout', 400, 0.3, true],
  ] as const) {
    for (let row = 0; row < rows; row++) {
      const rain = chance(share);
      const umbrella = free ? chance(0.5) : chance(rain ? 0.85 : 0.1);
      const grass = chance(rain ? 0.9 : 0.2);
      lines.push(
        `${site},${rain ? 'wet' : 'dry'},${umbrella ? 'yes' : 'no'},${grass ? 'soaked' : 'fine'},day ${lines.length}`,
      );
    }
  }
  await writeFile(path, `${lines.join('\n')}\n`);
}
