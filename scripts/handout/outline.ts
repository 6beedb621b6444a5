/** The headings of a whole page: in order, one first rank, each with an anchor of its own. */

export interface Heading {
  /** 1 to 6, as written or as it stands on the page. */
  level: number;
  /** Its text without marks. */
  text: string;
}

export interface Anchored extends Heading {
  /** Without `#`. */
  id: string;
}

/**
 * The headings as they stand on the page. The first is the page's title; none of the others is of the first
 * rank, and none skips a rank on the way down: what screen readers and contents lists need.
 *
 * @param taken anchors of the page that no heading may have
 * @example
 * outline([{ level: 2, text: "Start" }, { level: 4, text: "A: b!" }], []) // h1#start, h2#a-b
 */
export function outline(headings: Heading[], taken: Iterable<string>): Anchored[] {
  const used = new Set(taken);
  // The written levels of the headings that the next one may stand under; the title stands over all of them.
  let above: number[] = [];
  return headings.map(({ level, text }, index) => {
    above = index === 0 ? [] : [...above.filter((higher) => higher < level), level];
    return { level: Math.min(above.length + 1, 6), text, id: free(anchor(text), used) };
  });
}

/** The anchor of a heading's text: letters and digits of any script in lower case, hyphens between them. */
export function anchor(text: string): string {
  return (
    text
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.join("-") ?? "section"
  );
}

function free(wanted: string, used: Set<string>): string {
  let id = wanted;
  for (let count = 2; used.has(id); count += 1) id = `${wanted}-${count}`;
  used.add(id);
  return id;
}
