// A drawing: what is left of an SVG once it is taken apart, and how it is written.
import { referencesIn, shapes } from './values.ts';

export type Drawn = { name: string; attributes: ReadonlyMap<string, string>; children: readonly (Drawn | string)[] };

/** The most elements of which each points at the next, or holds it. */
const longestChain = 200;

/** Whether there is anything to see. */
export function hasShape({ name, children }: Drawn): boolean {
  return shapes.has(name) || children.some((one) => typeof one !== 'string' && hasShape(one));
}

/** How many elements a browser draws: what is pointed at counts each time. What points at itself in the end never ends. */
export function drawnIn(root: Drawn): number {
  const named = new Map<string, Drawn>();
  const collect = (element: Drawn): void => {
    const id = element.attributes.get('id');
    if (id !== undefined && !named.has(id)) named.set(id, element);
    for (const child of element.children) if (typeof child !== 'string') collect(child);
  };
  collect(root);
  const known = new Map<Drawn, number>();
  const count = (element: Drawn, depth: number): number => {
    if (depth > longestChain) return Infinity;
    const before = known.get(element);
    if (before !== undefined) return before;
    known.set(element, Infinity);
    const inner = element.children.filter((one) => typeof one !== 'string');
    const pointedAt = [...element.attributes]
      .flatMap((one) => referencesIn(...one))
      .flatMap((id) => named.get(id) ?? []);
    const sum = [...inner, ...pointedAt].reduce((total, one) => total + count(one, depth + 1), 1);
    known.set(element, sum);
    return sum;
  };
  return count(root, 0);
}

/** The drawing as XML. */
export function written({ name, attributes, children }: Drawn): string {
  const said = [...attributes].map(([key, value]) => ` ${key}="${escaped(value)}"`).join('');
  if (children.length === 0) return `<${name}${said}/>`;
  const inner = children.map((one) => (typeof one === 'string' ? escaped(one) : written(one))).join('');
  return `<${name}${said}>${inner}</${name}>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
