// The messages as they come with the product: each in every language, saying the same.
import { basename } from 'node:path';
import { Liquid } from 'liquidjs';
import { describe, expect, it } from 'vitest';
import { filesIn, textOf } from './source.ts';

const folder = 'src/messages/templates';
const names = namesIn('en');
const liquid = new Liquid();

function namesIn(language: string): string[] {
  return filesIn(`${folder}/${language}`).map((path) => basename(path));
}

/** What each part of a message is filled in with: its subject, HTML and text. */
function filledIn(language: string, name: string): string[][] {
  const parts = textOf(`${folder}/${language}/${name}`).split(/^--- (?:html|text)$/m);
  return parts.map((part) => liquid.fullVariablesSync(part).toSorted());
}

it.each(['de', 'cs'])('every message is there in %s, and no other', (language) => {
  expect(namesIn(language)).toEqual(names);
});

it('every message can be sent', () => {
  const known = textOf('src/messages/outbox.ts');
  expect(names.filter((name) => !known.includes(`\n  ${basename(name, '.liquid')}: `))).toEqual([]);
});

describe.each(names)('%s', (name) => {
  it('has a subject, HTML and text', () => {
    expect(filledIn('en', name)).toHaveLength(3);
  });

  it.each(['de', 'cs'])('is filled in with the same in %s as in English', (language) => {
    expect(filledIn(language, name)).toEqual(filledIn('en', name));
  });
});
