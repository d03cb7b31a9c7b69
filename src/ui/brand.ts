// A store's brand colour, made readable. Whatever colour a shop chooses, text on it and links in it reach a contrast of
// 4.5 to 1 on the light and on the dark page. Source: WCAG 2.2, success criterion 1.4.3 and its relative luminance.

type Rgb = readonly [number, number, number];

const white: Rgb = [255, 255, 255];
const black: Rgb = [0, 0, 0];

/** The lightest and the darkest ground that accented text stands on; the stylesheet uses the same two. */
export const grounds = { light: '#f6f6f4', dark: '#1f2226' } as const;

const enough = 4.5;

/** A little more than enough, so that rounding to whole colour steps cannot fall below. */
const goal = 4.6;

export type Accent = { colour: string; text: string };

/** The accent for each ground: the brand colour, moved towards black or white only as far as it takes. */
export function accents(brandColour: string): { light: Accent; dark: Accent } {
  return { light: accent(brandColour, grounds.light, black), dark: accent(brandColour, grounds.dark, white) };
}

function accent(brandColour: string, ground: string, towards: Rgb): Accent {
  const brand = parse(brandColour);
  let colour = brand;
  for (let share = 0; share <= 1 && contrast(colour, parse(ground)) < goal; share += 0.02) {
    colour = mix(brand, towards, share);
  }
  return { colour: format(colour), text: contrast(colour, white) >= enough ? '#ffffff' : '#000000' };
}

/** The contrast ratio of two colours, 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [light, dark] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

function luminance(colour: Rgb): number {
  const [red = 0, green = 0, blue = 0] = colour.map((step) => {
    const value = step / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const step = (a: number, b: number) => Math.round(a + (b - a) * share);
  return [step(from[0], to[0]), step(from[1], to[1]), step(from[2], to[2])];
}

/** `#rrggbb` as three steps of 0 to 255. */
export function parse(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

function format(colour: Rgb): string {
  return `#${colour.map((step) => step.toString(16).padStart(2, '0')).join('')}`;
}
