// The colours of statuses can be read on every ground on which they stand, light and dark. Source: WCAG 2.2, 1.4.3.
import { expect, it } from 'vitest';
import { contrast, parse } from '../../src/ui/brand.ts';
import { textOf } from './source.ts';

const styles = textOf('src/ui/styles.css');
const colours =
  textOf('src/orders/statuses/schema.ts')
    .match(/colours = \[(.*)\]/)?.[1]
    ?.match(/\w+/g) ?? [];

/** The values of a colour: on light pages, then on dark ones. */
const valuesOf = (name: string) =>
  [...styles.matchAll(new RegExp(`${name}: (#[0-9a-f]{6});`, 'g'))].map(([, hex = '']) => hex);

it.each(colours)('%s is readable on light pages and on dark ones', (colour) => {
  const values = valuesOf(`--tag-${colour}`);
  expect(values).toHaveLength(2);
  for (const ground of ['--color-base-100', '--color-base-200']) {
    const ratios = values.map((hex, place) => contrast(parse(hex), parse(valuesOf(ground)[place] ?? '')));
    expect(Math.min(...ratios)).toBeGreaterThanOrEqual(4.5);
  }
});

it('there are six', () => {
  expect(colours).toHaveLength(6);
});
