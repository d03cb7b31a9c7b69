// An SVG is a program as much as a picture, so nothing of it is kept as it was sent: it is taken apart, and written anew from what only
// draws. There is no step at which something of it is cleaned.
import { parseXml, XmlElement, XmlText } from '@rgrove/parse-xml';
import { drawnIn, hasShape, written, type Drawn } from './drawn.ts';
import { looksIn, looksOf, rulesIn, type Rules } from './styles.ts';
import { attributeOf, couldHarm, elements } from './values.ts';

export type SvgProblem = 'logo_kind' | 'logo_broken' | 'logo_size' | 'logo_empty' | 'logo_complex';

/** `isReduced`: whether something was left out that could have done something. */
export type Svg = { ok: true; bytes: Uint8Array<ArrayBuffer>; width: number; height: number; isReduced: boolean };

/** How long the longer side is said to be, in pixels. It is drawn as sharp at any other. */
const side = 512;

/** The most elements within each other, and the most that are drawn, each as often as something points at it. */
const deepest = 40;
const mostDrawn = 5000;

/** The SVG with nothing but what draws. */
export function readSvg(bytes: Uint8Array): Svg | { ok: false; problem: SvgProblem } {
  const root = rootOf(bytes);
  if ('problem' in root) return { ok: false, ...root };
  const taken: Taking = { ...rulesIn(sheetsIn(root, 0).join('\n')), count: 0 };
  const drawing = taking(root, taken, 0);
  if (!drawing || taken.count > mostDrawn || drawnIn(drawing) > mostDrawn)
    return { ok: false, problem: 'logo_complex' };
  if (!hasShape(drawing)) return { ok: false, problem: 'logo_empty' };
  const box = boxOf(root.attributes);
  if (!box) return { ok: false, problem: 'logo_size' };
  const scale = side / Math.max(box.width, box.height);
  const size = {
    width: Math.max(1, Math.round(box.width * scale)),
    height: Math.max(1, Math.round(box.height * scale)),
  };
  const looks = [...drawing.attributes].filter(([key]) => !onRoot.has(key));
  const attributes = new Map([
    ['xmlns', 'http://www.w3.org/2000/svg'],
    ['viewBox', `${box.x} ${box.y} ${box.width} ${box.height}`],
    ['width', String(size.width)],
    ['height', String(size.height)],
    ...looks,
  ]);
  const text = written({ ...drawing, attributes });
  return { ok: true, bytes: Uint8Array.from(new TextEncoder().encode(text)), ...size, isReduced: taken.isReduced };
}

/** What the outermost element says of its size is said anew. */
const onRoot = new Set(['x', 'y', 'width', 'height', 'viewBox', 'transform']);

/** The outermost element. Entities of the file's own are not known, so what uses one is broken. */
function rootOf(bytes: Uint8Array): XmlElement | { problem: SvgProblem } {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
    if (!/^\s*</.test(text) || !text.includes('<svg')) return { problem: 'logo_kind' };
    const { root } = parseXml(text);
    if (root?.name !== 'svg') return { problem: 'logo_kind' };
    const { xmlns = 'http://www.w3.org/2000/svg' } = root.attributes;
    return xmlns === 'http://www.w3.org/2000/svg' ? root : { problem: 'logo_kind' };
  } catch (error) {
    // What is no text is no SVG; what is nested too deeply for the parser ends as it does.
    return { problem: error instanceof TypeError ? 'logo_kind' : 'logo_broken' };
  }
}

/** The sheets of styles, wherever they stand. */
function sheetsIn(element: XmlElement, depth: number): string[] {
  if (depth > deepest) return [];
  if (element.name === 'style') return childrenOf(element).filter((one) => typeof one === 'string');
  return childrenOf(element).flatMap((one) => (typeof one === 'string' ? [] : sheetsIn(one, depth + 1)));
}

/** Its elements and its text, in order; no comments, and nothing that speaks to programs. */
function childrenOf(element: XmlElement): (XmlElement | string)[] {
  return element.children.flatMap((one): (XmlElement | string)[] => {
    if (one instanceof XmlElement) return [one];
    return one instanceof XmlText ? [one.text] : [];
  });
}

/** What is taken by, and what is known of it so far. */
type Taking = { rules: Rules; isReduced: boolean; count: number };

/** The element with what may be written of it; null where it may not be. What is too deep or too much counts as too much. */
function taking(element: XmlElement, taken: Taking, depth: number): Drawn | null {
  const { name } = element;
  taken.count += depth > deepest ? Infinity : 1;
  if (taken.count > mostDrawn) return null;
  if (!elements.has(name)) {
    taken.isReduced ||= !isNote(name);
    return null;
  }
  const children = childrenOf(element).flatMap((child): (Drawn | string)[] => {
    if (typeof child === 'string') return name === 'text' || name === 'tspan' ? [child] : [];
    const inner = taking(child, taken, depth + 1);
    return inner ? [inner] : [];
  });
  return { name, attributes: attributesOf(element, taken), children };
}

/** Words about the picture, and what drawing programs note of themselves. Styles have become attributes. */
function isNote(name: string): boolean {
  return ['title', 'desc', 'metadata', 'style'].includes(name) || /^(sodipodi|inkscape|i|x|rdf|cc|dc):/.test(name);
}

function attributesOf({ name, attributes }: XmlElement, taken: Taking): Map<string, string> {
  const { id, class: classes = '', style = '', ...rest } = attributes;
  const own = looksIn(style);
  taken.isReduced ||= own.isReduced;
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries({ ...(id === undefined ? {} : { id }), ...rest })) {
    const kept = attributeOf(key, value);
    if (kept) found.set(...kept);
    else taken.isReduced ||= !/^xmlns|:/.test(key.replace('xlink:', '')) && couldHarm(key, value);
  }
  const styled = looksOf(taken.rules, { name, ...(id === undefined ? {} : { id }), classes: classes.split(/\s+/) });
  for (const [key, value] of [...styled, ...own.looks]) found.set(key, value);
  return found;
}

/** What of the plane is shown: as the file says, or from its corner as far as it is large. Null where it says neither. */
function boxOf({ viewBox = '', width = '', height = '' }: Record<string, string>) {
  const said = viewBox
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const numbers = said.length === 4 ? said : [0, 0, lengthOf(width), lengthOf(height)];
  const [x = 0, y = 0, across = 0, down = 0] = numbers;
  if (!numbers.every((one) => Number.isFinite(one) && Math.abs(one) < 1e6) || !(across > 0.01 && down > 0.01))
    return null;
  return { x, y, width: across, height: down };
}

/** A length as a number of its unit; none where it is a share of something else. */
function lengthOf(text: string): number {
  return Number(/^(\d+(?:\.\d+)?|\.\d+)\s*(px|pt|pc|mm|cm|in)?$/.exec(text.trim())?.[1] ?? Number.NaN);
}
