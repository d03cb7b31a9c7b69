// Styles of an SVG, made into attributes of the elements that they style, so that none are left. Drawing programs name classes; whatever
// is said otherwise styles nothing.
import { attributeOf, couldHarm, looks } from './values.ts';

export type Look = readonly [key: string, value: string];

/** Rules in the order in which they count, the last one most. */
export type Rules = readonly { selector: string; looks: readonly Look[] }[];

/** The most rules, and the most characters of them all. */
const mostRules = 500;
const longestSheet = 50_000;

/** What a sheet says, and whether it says more than that. */
export function rulesIn(sheet: string): { rules: Rules; isReduced: boolean } {
  const css = withoutComments(sheet);
  // What begins so loads, or counts only sometimes; and what is written with a backslash is not what it seems.
  if (sheet.length > longestSheet || /[@\\<]/.test(css)) return { rules: [], isReduced: true };
  let isReduced = false;
  const rules = css.split('}').flatMap((rule) => {
    const [selectors = '', body = ''] = rule.split('{');
    const read = looksIn(body);
    isReduced ||= read.isReduced;
    return selectors.split(',').map((one) => ({ selector: one.trim(), looks: read.looks }));
  });
  const inOrder = rules.toSorted((one, other) => weightOf(one.selector) - weightOf(other.selector));
  return { rules: inOrder.slice(0, mostRules), isReduced: isReduced || rules.length > mostRules };
}

function withoutComments(css: string): string {
  const [first = '', ...rest] = css.split('/*');
  return first + rest.map((part) => part.split('*/').slice(1).join('*/')).join(' ');
}

/** What the styles of one element say. */
export function looksIn(body: string): { looks: Look[]; isReduced: boolean } {
  let isReduced = false;
  const found = body.split(';').flatMap((declaration): Look[] => {
    const [key = '', ...rest] = declaration.split(':');
    const [property, value] = [key.trim().toLowerCase(), rest.join(':').replace(/!\s*important\s*$/i, '')];
    const look = looks.has(property) ? attributeOf(property, value) : null;
    if (look) return [look];
    isReduced ||= couldHarm(property, value);
    return [];
  });
  return { looks: found, isReduced };
}

/** What the rules say of an element. */
export function looksOf(rules: Rules, element: { name: string; id?: string; classes: readonly string[] }): Look[] {
  const names = new Set([element.name, `#${element.id ?? ''}`, ...element.classes.map((one) => `.${one}`)]);
  return rules.filter(({ selector }) => names.has(selector)).flatMap((rule) => rule.looks);
}

/** What is said of one element counts more than what is said of a class, and that more than of a kind of elements. */
function weightOf(selector: string): number {
  return selector.startsWith('#') ? 2 : selector.startsWith('.') ? 1 : 0;
}
