// What an SVG may say, and which of its values say nothing but how something looks. Source: SVG 2 (W3C), chapters 5 to 14.

/** Elements that draw, or that say how others are drawn. What runs, moves, links or loads is not among them. */
export const elements = new Set(
  (
    'svg g defs symbol use path rect circle ellipse line polyline polygon text tspan ' +
    'linearGradient radialGradient stop clipPath mask pattern'
  ).split(' '),
);

/** Those of them without which there is nothing to see. */
export const shapes = new Set('path rect circle ellipse line polyline polygon text'.split(' '));

/** What styles may say as well as attributes. */
export const looks = new Set(
  (
    'fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit ' +
    'stroke-dasharray stroke-dashoffset opacity color display visibility clip-path clip-rule mask paint-order ' +
    'font-family font-size font-weight font-style font-stretch text-anchor letter-spacing word-spacing ' +
    'dominant-baseline stop-color stop-opacity vector-effect shape-rendering'
  ).split(' '),
);

const attributes = new Set([
  ...looks,
  ...(
    'transform d points x y x1 y1 x2 y2 cx cy r rx ry fx fy fr dx dy rotate width height viewBox preserveAspectRatio ' +
    'pathLength offset gradientUnits gradientTransform spreadMethod clipPathUnits maskUnits maskContentUnits ' +
    'patternUnits patternContentUnits patternTransform textLength lengthAdjust'
  ).split(' '),
]);

const functions = new Set('rgb rgba hsl hsla matrix translate scale rotate skewX skewY'.split(' '));

/** The most characters of a value that calls a function. Only outlines of shapes are longer, and they call none. */
const longestCalling = 2000;

const name = /^[A-Za-z_][\w.-]{0,99}$/;
const ownReference = /url\(\s*(["']?)#([A-Za-z_][\w.-]{0,99})\1\s*\)/g;

/** Parts of a picture that are a name only: they point at one another within the file, and nowhere else. */
export function referencesIn(key: string, value: string): string[] {
  if (key === 'href') return [value.slice(1)];
  return [...value.matchAll(ownReference)].map(([, , id = '']) => id);
}

/** The attribute as it may be written; null where it may not be. */
export function attributeOf(key: string, value: string): readonly [key: string, value: string] | null {
  const text = value.trim();
  if (key === 'id') return name.test(text) ? [key, text] : null;
  // The older spelling is written as the newer one, so that no other namespace is needed.
  if (key === 'href' || key === 'xlink:href') {
    return text.startsWith('#') && name.test(text.slice(1)) ? ['href', text] : null;
  }
  return attributes.has(key) && isPlain(text) ? [key, text] : null;
}

/** Whether a value says how something looks: numbers, words, colours, and places within the file. Nothing that could be an address. */
function isPlain(value: string): boolean {
  const rest = value.replaceAll(ownReference, ' ');
  if (!/^[\p{L}\p{N}\s.,#%()+\-_"'*]*$/u.test(rest)) return false;
  if (!rest.includes('(')) return true;
  if (rest.length > longestCalling) return false;
  return [...rest.matchAll(/([\w-]*)\s*\(/g)].every(([, called = '']) => functions.has(called));
}

/** Whether what is left out could have done something, rather than being a note of the program that drew it. */
export function couldHarm(key: string, value: string): boolean {
  return /^on|href$|^src$/i.test(key) || /url|script|expression|import|:\/\/|data:|[\\&<]/i.test(value);
}
