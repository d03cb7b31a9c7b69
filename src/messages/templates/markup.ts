// The HTML of a template, read strictly: every `<` begins an element that is written as every mail program reads it, with attributes in
// quotes, and Liquid stands between elements, or as a value in a quoted attribute. So what the elements are does not depend on what the
// template is filled in with, and what is not on the lists below is refused. A parser that makes something of everything could be
// made to see another document than a mail program does.
import { Tokenizer, TypeGuards } from 'liquidjs';

const elements = new Set(
  (
    'a abbr b blockquote br caption center code col colgroup dd del div dl dt em h1 h2 h3 h4 h5 h6 hr i img ins li ' +
    'ol p pre s small span strong sub sup table tbody td tfoot th thead tr u ul'
  ).split(' '),
);

const attributes = new Set(
  (
    'align alt aria-hidden aria-label bgcolor border cellpadding cellspacing class color colspan dir height href ' +
    'lang nowrap role rowspan scope src start style target title type valign width'
  ).split(' '),
);

export type MarkupProblem =
  | ('markup' | 'element' | 'attribute' | 'liquid_in_element' | 'style')
  | ('link_start' | 'link_value' | 'picture' | 'secret_elsewhere');

export type Wrong = { problem: MarkupProblem; line: number; what: string };

/** In the text that is looked at: a tag, the first of the values, and what fills up the length of either. */
const tag = '\ue000';
const firstValue = 0xe100;
const filler = /\ue001/g;
const values = /[\ue100-\uf8ff]/g;

/** A template as the text that surrounds its Liquid, as long as it is, and what its values are. */
type Surroundings = { text: string; outputs: readonly string[] };

function surroundingsOf(source: string): Surroundings {
  const outputs: string[] = [];
  const pieces = new Tokenizer(source).readTopLevelTokens().map((token) => {
    const written = source.slice(token.begin, token.end);
    if (TypeGuards.isHTMLToken(token)) return written.replace(/[\ue000-\uf8ff]/g, '\ufffd');
    const isValue = TypeGuards.isOutputToken(token);
    if (isValue) outputs.push(written.replace(/^\{\{-?|-?\}\}$/g, '').trim());
    return (isValue ? String.fromCharCode(firstValue + outputs.length - 1) : tag).padEnd(written.length, '\ue001');
  });
  return { text: pieces.join(''), outputs };
}

const anElement = /^<\/?([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:=(?:"[^"]*"|'[^']*'))?)*)\s*\/?>$/i;
const anAttribute = /([a-z-]+)(?:=(?:"([^"]*)"|'([^']*)'))?/gi;

/** The most mistakes that are told of a part. */
export const mostTold = 20;

/** What is wrong with the HTML of a template that can be read as Liquid. */
export function wrongInMarkup(source: string): Wrong[] {
  const { text, outputs } = surroundingsOf(source);
  const wrong: Wrong[] = [];
  for (const { 0: written, index } of text.matchAll(/<[^<>]*>?/g)) {
    const found = wrongInElement(written.replace(filler, ''), outputs);
    if (found.length > 0) wrong.push(...found.map((one) => ({ ...one, line: lineAt(source, index) })));
    if (wrong.length >= mostTold) break;
  }
  return wrong;
}

function wrongInElement(written: string, outputs: readonly string[]): Omit<Wrong, 'line'>[] {
  if (written.includes(tag)) return [{ problem: 'liquid_in_element', what: shown(written, outputs) }];
  const [, name = '', given = ''] = anElement.exec(written) ?? [];
  if (name === '') return [{ problem: 'markup', what: shown(written, outputs) }];
  if (!elements.has(name.toLowerCase())) return [{ problem: 'element', what: name }];
  return [...given.matchAll(anAttribute)].flatMap(([, attribute = '', one, other]) => {
    const problem = wrongInAttribute(attribute.toLowerCase(), one ?? other ?? '', outputs);
    return problem === null ? [] : [{ problem, what: shown(attribute, outputs) }];
  });
}

function wrongInAttribute(name: string, value: string, outputs: readonly string[]): MarkupProblem | null {
  if (!attributes.has(name)) return 'attribute';
  if (name === 'style')
    return /url|expression|import|behavio|binding|[\\@<\ue100-\uf8ff]/i.test(value) ? 'style' : null;
  if (name === 'src') return isOfStore(value, outputs) ? wrongInAddress(value, outputs) : 'picture';
  if (name !== 'href') return null;
  const isElsewhere = /^(https?:\/\/|mailto:|tel:)/i.test(value) || beginsWith(value, outputs, 'link');
  return isElsewhere || isOfStore(value, outputs) ? wrongInAddress(value, outputs) : 'link_start';
}

/** Values that are addresses, and those that may stand in one as they are. */
const addresses = ['store.origin', 'link'];
const plain = ['id', 'secret.token'];

function beginsWith(value: string, outputs: readonly string[], known: string): boolean {
  return outputs[value.charCodeAt(0) - firstValue] === known;
}

/** Whether an address is one of the store: what follows its beginning must not make another host of it. */
function isOfStore(value: string, outputs: readonly string[]): boolean {
  return beginsWith(value, outputs, 'store.origin') && /^(?:[/?#]|$)/.test(value.slice(1));
}

/** Whether every value behind the beginning is encoded, and no secret goes to whoever is not the store. */
function wrongInAddress(value: string, outputs: readonly string[]): MarkupProblem | null {
  const isWritten = !addresses.some((one) => beginsWith(value, outputs, one));
  const inside = (value.slice(isWritten ? 0 : 1).match(values) ?? []).map(
    (one) => outputs[one.charCodeAt(0) - firstValue] ?? '',
  );
  if (inside.some((one) => /\bsecret\b/.test(one)) && !isOfStore(value, outputs)) return 'secret_elsewhere';
  return inside.every(isSafe) ? null : 'link_value';
}

function isSafe(output: string): boolean {
  return plain.includes(output) || /\|\s*url_encode$/.test(output);
}

/** What is wrong with the addresses in a text part that can be read as Liquid. */
export function wrongInText(source: string): Wrong[] {
  const { text, outputs } = surroundingsOf(source);
  const wrong: Wrong[] = [];
  for (const { 0: written, index } of text.matchAll(/\S+/g)) {
    const run = written.replace(filler, '');
    const begin = beginning(run, outputs);
    const problem = begin < 0 ? null : wrongInAddress(run.slice(begin), outputs);
    if (problem === null) continue;
    wrong.push({ problem, line: lineAt(source, index), what: shown(run, outputs) });
    if (wrong.length >= mostTold) break;
  }
  return wrong;
}

/** Where an address begins in this run of characters; -1 where there is none. */
function beginning(run: string, outputs: readonly string[]): number {
  const known = [...run.matchAll(values)].find(([one]) => addresses.some((name) => beginsWith(one, outputs, name)));
  const [written, value] = [run.search(/https?:\/\//i), known?.index ?? -1];
  return written < 0 || value < 0 ? Math.max(written, value) : Math.min(written, value);
}

/** The line, from 1 on, of a character of a text. */
export function lineAt(source: string, index: number): number {
  return source.slice(0, index).split('\n').length;
}

/** A piece as it is written, in short. */
function shown(written: string, outputs: readonly string[]): string {
  const whole = written
    .replace(values, (one) => `{{ ${outputs[one.charCodeAt(0) - firstValue]} }}`)
    .replaceAll(tag, '{% … %}');
  return whole.length > 60 ? `${whole.slice(0, 60)}…` : whole;
}
