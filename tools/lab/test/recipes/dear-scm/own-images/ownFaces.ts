import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { drawCelebA } from '@causal-mechanisms/test-utils';

/** Draws faces into `faces/img_align_celeba` of a folder, and writes `labels.csv` with an age in years beside two binary factors. */
export async function ownFaces(dir: string, count = 24): Promise<void> {
  const { files, faces } = await drawCelebA(join(dir, 'faces'), { count });
  const rows = faces.map((face, i) =>
    [
      files[i],
      face.has('Smiling') ? 'yes' : 'no',
      face.has('Mouth_Slightly_Open') ? 'yes' : 'no',
      i === 3 ? '' : (face.has('Young') ? 20 : 60) + (i % 7),
    ].join(','),
  );
  // The last image has no row.
  await writeFile(
    join(dir, 'labels.csv'),
    ['file,smile,mouth,age', ...rows.slice(0, -1), ''].join('\n'),
  );
}
