import type { Report, ReportBlock, ReportSection } from '../section.ts';
import { TERMS } from './terms.ts';
import type { Term } from './terms.ts';

/** The terms of a report, where they stand first. */
export interface Explained {
  /** Those of title, headline and cards. */
  readonly top: readonly Term[];
  /** Those of each section that did not stand above it. */
  readonly sections: readonly (readonly Term[])[];
}

/**
 * @param report - A report.
 * @param terms - The terms to look for. Default: those of all recipes.
 * @returns Which terms it uses, each at its first place.
 */
export function explainedTerms(
  { title, headline, cards, sections }: Pick<Report, 'title' | 'headline' | 'cards' | 'sections'>,
  terms: readonly Term[] = TERMS,
): Explained {
  const known = new Set<string>();
  const fresh = (texts: readonly string[]): Term[] => {
    const all = texts.join('\n');
    const found = terms.filter(({ name, pattern }) => !known.has(name) && pattern.test(all));
    found.forEach(({ name }) => known.add(name));
    return found;
  };
  return {
    top: fresh([title, headline, ...cards.flatMap(({ value, label }) => [value, label])]),
    sections: sections.map((section) => fresh(textsOf(section))),
  };
}

/**
 * @param section - Of a report.
 * @returns Every text that one reads in it, those in figures too.
 */
export function textsOf({ title, text = '', blocks }: ReportSection): string[] {
  return [title, text, ...blocks.flatMap(blockTexts)];
}

function blockTexts(block: ReportBlock): string[] {
  switch (block.kind) {
    case 'table':
      return [...block.table.header, ...block.table.rows.flat()];
    case 'images':
      return [
        block.caption ?? '',
        ...(block.columns ?? []),
        ...block.rows.flatMap(({ label, images }) => [
          label,
          ...images.map(({ caption = '' }) => caption),
        ]),
      ];
    case 'figure':
      return [block.caption ?? '', ...drawnTexts(block.svg)];
  }
}

/** The texts of a figure, without what only a pointer or a screen reader finds. */
function drawnTexts(svg: string): string[] {
  const visible = svg.replaceAll(/<title>[^<]*<\/title>/g, '');
  return [...visible.matchAll(/>([^<]+)</g)].map(([, text = '']) =>
    text.replaceAll('&gt;', '>').replaceAll('&lt;', '<').replaceAll('&amp;', '&'),
  );
}
