// Small rules that pages stand on: colours, days, figures, networks, and paths to come back to.
import { describe, expect, it } from 'vitest';
import { accents, contrast, grounds, parse } from '../src/ui/brand.ts';
import { startOfDay } from '../src/ui/dates.ts';
import { minorOf, money, percent, whole } from '../src/ui/money.ts';
import { networkOf } from '../src/web/network.ts';
import { safePath } from '../src/web/paths.ts';

describe('a brand colour', () => {
  const steps = [0, 51, 102, 128, 153, 204, 255];
  const plain = steps.flatMap((red) => steps.flatMap((green) => steps.map((blue) => [red, green, blue] as const)));
  // And some of all that there are: the distance between them is prime, so that no hue is left out.
  const colours = [
    ...plain,
    ...Array.from({ length: 4000 }, (_, place) => parse(`#${(place * 4099).toString(16).padStart(6, '0')}`)),
  ];
  const hex = (colour: readonly number[]) => `#${colour.map((step) => step.toString(16).padStart(2, '0')).join('')}`;

  it('is readable on the page and under text, light and dark, whatever the shop chooses', () => {
    for (const colour of colours) {
      const { light, dark } = accents(hex(colour));
      for (const [accent, ground] of [
        [light, grounds.light],
        [dark, grounds.dark],
      ] as const) {
        expect(contrast(parse(accent.colour), parse(ground))).toBeGreaterThanOrEqual(4.5);
        expect(contrast(parse(accent.colour), parse(accent.text))).toBeGreaterThanOrEqual(4.5);
      }
    }
  });

  it('stays as the shop chose it where it is readable', () => {
    expect(accents('#1f5f7a').light).toEqual({ colour: '#1f5f7a', text: '#ffffff' });
  });
});

describe('days', () => {
  it.each([
    ['2026-11-24', 'UTC', '2026-11-24T00:00:00.000Z'],
    ['2026-11-24', 'Europe/Prague', '2026-11-23T23:00:00.000Z'],
    ['2026-07-15', 'Europe/Prague', '2026-07-14T22:00:00.000Z'],
    ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
    ['2026-03-30', 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
    ['2026-10-26', 'Europe/Berlin', '2026-10-25T23:00:00.000Z'],
    ['2026-11-24', 'America/St_Johns', '2026-11-24T03:30:00.000Z'],
    ['2026-11-24', 'Asia/Kathmandu', '2026-11-23T18:15:00.000Z'],
  ])('%s in %s begins at %s', (day, zone, moment) => {
    expect(new Date(startOfDay(day, zone)).toISOString()).toBe(moment);
  });
});

describe('figures', () => {
  it.each([
    [12.5, 'EUR', 1250],
    [0.29, 'EUR', 29],
    [99, 'JPY', 99],
    [1.234, 'KWD', 1234],
  ])('%d %s are %d minor units', (amount, currency, minor) => {
    expect(minorOf(amount, currency)).toBe(minor);
  });

  it.each([
    [128_450, 'EUR', 'en', '€1,284.50'],
    [128_450, 'EUR', 'de', '1.284,50\u00a0€'],
    [128_450, 'CZK', 'cs', '1\u00a0284,50\u00a0Kč'],
    [1284, 'JPY', 'en', '¥1,284'],
    [-50, 'EUR', 'en', '-€0.50'],
  ])('%i of %s in %s are %s', (amount, currency, language, text) => {
    expect(money(amount, currency, language)).toBe(text);
  });

  it('percent and whole numbers follow the language', () => {
    expect([percent(1250, 'en'), percent(1250, 'de'), whole(12_480, 'cs')]).toEqual([
      '12.5%',
      '12,5\u00a0%',
      '12\u00a0480',
    ]);
  });
});

describe('the network that tries are counted for', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    [undefined, 'unknown'],
  ])('of %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

describe('a path to come back to', () => {
  it.each([
    ['/account', '/account'],
    ['/account?page=2', '/account?page=2'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['https://evil.example', '/'],
    ['account', '/'],
    ['/a b', '/'],
    ['/a\nb', '/'],
    [undefined, '/'],
  ])('%j leads to %s', (path, where) => {
    expect(safePath(path, '/')).toBe(where);
  });
});
