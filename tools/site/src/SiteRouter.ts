import { KindRouter, Models, type RouterTarget, Slugger } from 'typedoc';

/** Pages lie where their files lie, the API below `api`; anchors of headings are those of GitHub, so that links work in both places. */
export class SiteRouter extends KindRouter {
  protected override getIdealBaseName(reflection: Models.Reflection): string {
    return reflection.isDocument()
      ? String(reflection.frontmatter['address'])
      : `api/${super.getIdealBaseName(reflection)}`;
  }

  override getSlugger(target: RouterTarget): Slugger {
    const known = super.getSlugger(target);
    if (known instanceof HeadingSlugger || !this.sluggers.has(target)) return known;
    const slugger = new HeadingSlugger(this.sluggerConfiguration);
    this.sluggers.set(target, slugger);
    return slugger;
  }
}

/** Gives headings the anchors that GitHub gives them: TypeDoc's own shorten two dashes to one. */
export class HeadingSlugger extends Slugger {
  readonly #taken = new Set<string>();

  override slug(heading: string): string {
    const plain = heading
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-');
    let anchor = plain;
    for (let count = 1; this.#taken.has(anchor); count++) anchor = `${plain}-${count}`;
    this.#taken.add(anchor);
    return anchor;
  }

  override hasAnchor(anchor: string): boolean {
    return this.#taken.has(anchor);
  }

  override getSimilarAnchors(anchor: string): string[] {
    const [word = ''] = anchor.split('-');
    return [...this.#taken].filter((taken) => taken.includes(word));
  }
}
