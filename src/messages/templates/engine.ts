// Liquid as messages have it. Staff write templates, so it does little and only so much: no files, no ranges, no tag or filter that
// is not named here, and every step costs. In production the clock stands still while a Worker computes, so steps are counted, not time.
import { Context, Liquid, type Template } from 'liquidjs';
import { inMarkup, inOneLine, textOf } from './escaping.ts';
import type { Part, Parts } from './parts.ts';
import { lengthsOf, nodesIn, walk, type Found } from './walking.ts';

/** What templates may use besides text and values. */
const knownTags = ['assign', 'break', 'case', 'comment', 'continue', 'for', 'if', 'unless'];

/** The filters that templates may use. */
export const knownFilters = (
  'abs append at_least at_most capitalize ceil default divided_by downcase first floor join last lstrip minus ' +
  'modulo plus prepend remove remove_first replace replace_first round rstrip size slice split strip times ' +
  'truncate truncatewords upcase url_encode'
).split(' ');

/** The most steps of a part: an order of a thousand lines takes fewer. */
const mostSteps = 100_000;

/** What it takes to meet a piece of a part, besides what the piece looks at; and how many characters are written in a step. */
const stepsToMeet = 3;
const writtenInStep = 8;

/** The longest text that a filter may make, in characters, and the longest list. */
const longestText = 10_000;
const longestList = 100;

/** Where a part that is being filled in says that it came with the product. */
const trusted = 'trusted';

/** How many tags may stand inside of each other. */
const deepest = 20;

/** A part of a message, read and ready to be filled in by so many steps. */
export type Compiled = Found & { part: Part; templates: Template[]; most: number };

/** What a template is not given more of: the depth of its tags, and steps. */
export class LimitError extends Error {
  readonly limit: 'too_deep' | 'too_much';
  constructor(limit: LimitError['limit']) {
    super(limit);
    this.limit = limit;
  }
}

/** How a value is written into each part. Nothing undoes it: the filter that would is not known. */
const writing: Record<Part, (value: unknown) => string> = {
  subject: (value) => inOneLine(textOf(value)),
  html: (value) => inMarkup(textOf(value)),
  text: textOf,
};

const engines: Record<Part, Liquid> = {
  subject: engineFor('subject'),
  html: engineFor('html'),
  text: engineFor('text'),
};

function engineFor(part: Part): Liquid {
  const engine = new Liquid({
    strictVariables: true,
    strictFilters: true,
    templates: {},
    // Said here, as liquidjs else asks Intl for it: 10 ms when the Worker starts.
    locale: 'en-US',
    outputEscape(this: { context: Context }, value: unknown) {
      const text = writing[part](value);
      this.context.memoryLimit.use(text.length / writtenInStep);
      return text;
    },
  });
  for (const name of Object.keys(engine.tags)) if (!knownTags.includes(name)) delete engine.tags[name];
  for (const name of Object.keys(engine.filters)) {
    if (knownFilters.includes(name)) engine.registerFilter(name, bounded(engine.filters[name]));
    else engine.unregisterFilter(name);
  }
  // Names that every object has are no tags and no filters.
  for (const known of [engine.tags, engine.filters]) Object.setPrototypeOf(known, null);
  return engine;
}

type Filter = Parameters<Liquid['registerFilter']>[1];

/** The filter, with what it makes counted, and refused where it is too long. */
function bounded(filter: Filter | undefined): Filter {
  if (typeof filter !== 'function') throw new Error('not a filter');
  return function (value, ...given) {
    const made: unknown = Reflect.apply(filter, this, [value, ...given]);
    const size = typeof made === 'string' || Array.isArray(made) ? made.length : 0;
    const isTooLong = size > (typeof made === 'string' ? longestText : longestList);
    if (this.context.getRegister(trusted)) return made ?? null;
    if (isTooLong || (typeof made === 'number' && !Number.isFinite(made))) throw new LimitError('too_much');
    this.context.memoryLimit.use(stepsToMeet + size / writtenInStep);
    // What is not there is nothing, and no mistake.
    return made ?? null;
  };
}

/** Reads a part. Throws a `LiquidError` for what cannot be read, and a `LimitError` for what is nested too deeply. */
export function compiled(part: Part, source: string, most = mostSteps): Compiled {
  if (depthOf(source) > deepest) throw new LimitError('too_deep');
  const templates = engines[part].parse(source);
  for (const node of nodesIn(templates)) count(node);
  return { part, templates, most, ...walk(templates) };
}

function depthOf(source: string): number {
  let [depth, most] = [0, 0];
  for (const [, tag = ''] of source.matchAll(/\{%-?\s*(case|for|if|unless|end\w+)/g)) {
    depth += tag.startsWith('end') ? -1 : 1;
    most = Math.max(most, depth);
  }
  return most;
}

/** Makes a node count its steps whenever it is met. */
function count(node: Template): void {
  const { looked, written } = lengthsOf(node);
  const steps = looked + written / writtenInStep;
  const render = node.render.bind(node);
  node.render = (context, emitter) => {
    context.memoryLimit.use(steps);
    return render(context, emitter);
  };
}

/** Fills a part in. Throws a `LiquidError`, also where it would take too many steps. */
export function filled({ part, templates, most, assigned }: Compiled, values: object): string {
  const engine = engines[part];
  // What is given a name on one way only is nothing on the others.
  const unset = Object.fromEntries([...assigned].map((name) => [name, null]));
  const context = new Context({ ...unset, ...values }, engine.options, { sync: true, memoryLimit: most });
  context.setRegister(trusted, most === Infinity);
  context.renderLimit.check = () => context.memoryLimit.use(stepsToMeet);
  return engine.renderSync(templates, context);
}

/** The three parts of a message, each read. */
export type CompiledParts = Record<Part, Compiled>;

/** Reads all parts; throws as `compiled` does. */
export function compiledParts({ subject, html, text }: Parts, most?: number): CompiledParts {
  return {
    subject: compiled('subject', subject, most),
    html: compiled('html', html, most),
    text: compiled('text', text, most),
  };
}

/** Fills all parts in; throws as `filled` does. */
export function filledParts({ subject, html, text }: CompiledParts, values: object): Parts {
  return { subject: inOneLine(filled(subject, values)).trim(), html: filled(html, values), text: filled(text, values) };
}
