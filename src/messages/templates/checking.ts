// What a text of the store's own must fulfil before it is saved, tried out or shown: what is wrong, part by part and line by line.
import { LiquidError } from 'liquidjs';
import type { Store } from '../../stores/stores.ts';
import type { MessageName } from '../outbox.ts';
import { compiled, filled, LimitError, type Compiled, type CompiledParts } from './engine.ts';
import { lineAt, mostTold, wrongInMarkup, wrongInText, type MarkupProblem } from './markup.ts';
import { parts, type Part, type Parts } from './parts.ts';
import { isWithoutLink, policyProblem, type PolicyProblem } from './policy.ts';
import { about, type About } from './variables.ts';
import type { Use } from './walking.ts';

/** What can be wrong, by the key of its words. */
export type TemplateProblem =
  | ('empty' | 'too_long' | 'too_deep' | 'too_much' | 'syntax' | 'not_closed' | 'tag_unknown' | 'filter_unknown')
  | ('variable_unknown' | 'range' | 'dynamic' | 'secret_in_subject' | 'secret_unknown' | 'subject_long')
  | ('link_missing' | 'password_missing' | MarkupProblem | PolicyProblem);

export type Flaw = { part: Part; problem: TemplateProblem; line?: number; what?: string };

/** The most characters of each part. */
export const longest: Record<Part, number> = { subject: 1000, html: 16_000, text: 8000 };

/** What is wrong with a text for this message; nothing where it can be sent. */
export function flawsIn(store: Store, name: MessageName, source: Parts): Flaw[] {
  const sizes = parts.flatMap((part) => flawInSize(part, source[part]));
  if (sizes.length > 0) return sizes;
  const read = parts.map((part) => readOrFlaw(part, source[part]));
  const unread = read.flatMap((one) => ('flaw' in one ? [one.flaw] : []));
  const [subject, html, text] = read.flatMap((one) => ('compiled' in one ? [one.compiled] : []));
  if (!subject || !html || !text) return unread;
  const compiledAll = { subject, html, text };
  const known = isWithoutLink(store, name) ? { ...about(name), link: null } : about(name);
  const flaws = [
    ...parts.flatMap((part) => flawsInUse(store, name, known, compiledAll[part], source[part])),
    ...wrongInMarkup(source.html).map((one) => ({ part: 'html', ...one }) as const),
    ...wrongInText(source.text).map((one) => ({ part: 'text', ...one }) as const),
  ];
  if (flaws.length > 0) return flaws;
  const policy = policyProblem(store, name, compiledAll);
  return policy ? [{ part: 'html', problem: policy }] : flawsWhenFilled(store, known, compiledAll);
}

function flawInSize(part: Part, source: string): Flaw[] {
  if (source.trim() === '') return [{ part, problem: 'empty' }];
  return source.length > longest[part] ? [{ part, problem: 'too_long', what: String(longest[part]) }] : [];
}

function readOrFlaw(part: Part, source: string): { compiled: Compiled } | { flaw: Flaw } {
  try {
    return { compiled: compiled(part, source) };
  } catch (error) {
    return { flaw: { part, ...reasonOf(error) } };
  }
}

/** What liquidjs says, by what we call it. */
const reasons: [RegExp, TemplateProblem][] = [
  [/call stack|limit exceeded|too_much/, 'too_much'],
  [/^tag "([^"]*)" not found/, 'tag_unknown'],
  [/^undefined filter: (\S+?),/, 'filter_unknown'],
  [/^undefined variable: (\S+?),/, 'variable_unknown'],
  [/^(?:tag|output) "?(.{1,40}?)"? not closed/, 'not_closed'],
];

function reasonOf(error: unknown): Omit<Flaw, 'part'> {
  if (error instanceof LimitError) return { problem: error.limit };
  if (!(error instanceof Error)) throw error;
  const line = error instanceof LiquidError ? error.token.getPosition()[0] : undefined;
  const place = line === undefined ? {} : { line };
  for (const [pattern, problem] of reasons) {
    const found = pattern.exec(error.message);
    if (found) return { problem, ...place, ...(found[1] === undefined ? {} : { what: found[1] }) };
  }
  return { problem: 'syntax', ...place };
}

function flawsInUse(store: Store, name: MessageName, known: About, read: Compiled, source: string): Flaw[] {
  const { part, uses, excesses } = read;
  const flaws: { problem: TemplateProblem; what?: string; at: number }[] = excesses.map(({ excess, at }) => ({
    problem: excess,
    at,
  }));
  const wrong = uses.flatMap((use): { problem: TemplateProblem; what?: string; at: number }[] => {
    const path = pathOf(use, known);
    const isSecret = path === 'secret' || path.startsWith('secret.');
    if (isSecret && part === 'subject') return [{ problem: 'secret_in_subject', at: use.at }];
    // Made into something else, it would be no secret any more in an address where it must not stand.
    if (path.startsWith('secret.') && use.as === 'made') return [{ problem: 'secret_elsewhere', at: use.at }];
    return isKnown(path, use, known) ? [] : [{ ...unknown(store, name, path), at: use.at }];
  });
  return [...flaws, ...wrong]
    .slice(0, mostTold)
    .map(({ at, ...flaw }) => ({ part, ...flaw, line: lineAt(source, at) }));
}

/** Where staff activate, the message that says so is told why it has no link. */
function unknown(store: Store, name: MessageName, path: string): Pick<Flaw, 'problem' | 'what'> {
  const isAboutActivation = name === 'registration_received' && store.policies.activation === 'admin';
  if (path === 'secret.token' && isAboutActivation) return { problem: 'link_by_staff' };
  return { problem: path.startsWith('secret.') ? 'secret_unknown' : 'variable_unknown', what: path };
}

/** The names as one path, as the variables are listed: `lines[].name`. */
function pathOf({ names }: Use, { variables }: About): string {
  return names.reduce((path, name) => {
    const isOfList = variables.some((one) => one.path.startsWith(`${path}[].`));
    if (name === '*' || (isOfList && /^(first|last|-?\d+)$/.test(name))) return `${path}[]`;
    return path === '' ? name : `${path}.${name}`;
  }, '');
}

function isKnown(path: string, { as }: Use, { variables }: About): boolean {
  const whole = path.replace(/\.size$/, '');
  if (variables.some((one) => one.path === whole)) return true;
  // What has values of its own is no text, but it can be gone through, counted and asked for.
  const isGroup = variables.some((one) => one.path.startsWith(`${whole}.`) || one.path.startsWith(`${whole}[].`));
  return isGroup && !whole.startsWith('secret') && (as === 'tested' || as === 'listed' || whole !== path);
}

/** The most characters of a subject that is filled in. */
const mostOfSubject = 200;

/** What stands in for the secret while a text is checked. */
const secret = { token: 'TOKEN_TOKEN_TOKEN', password: 'PASSWORD_PASSWORD' };

/** The text as it would be sent, with the sample and with as little as there may be. */
function flawsWhenFilled(store: Store, known: About, compiledAll: CompiledParts): Flaw[] {
  const { name, origin, policies } = store;
  const around = { secret, store: { name, origin, address: policies.shop.address } };
  const tried = [
    { ...known.sample, ...around, isOnRecord: true },
    { ...known.least, ...around, isOnRecord: false },
  ];
  for (const values of tried) {
    const flaws = parts.flatMap((part) =>
      flawsAsSent(part, store, { ...known, sample: values }, filledOrFlaw(compiledAll[part], values)),
    );
    if (flaws.length > 0) return flaws;
  }
  return [];
}

function filledOrFlaw(one: Compiled, values: object): string | Omit<Flaw, 'part'> {
  try {
    return filled(one, values);
  } catch (error) {
    return reasonOf(error);
  }
}

function flawsAsSent(part: Part, store: Store, known: About, sent: string | Omit<Flaw, 'part'>): Flaw[] {
  if (typeof sent !== 'string') return [{ part, ...sent }];
  if (part === 'subject') {
    if (sent.trim() === '') return [{ part, problem: 'empty' }];
    return sent.length > mostOfSubject ? [{ part, problem: 'subject_long', what: String(mostOfSubject) }] : [];
  }
  const { sample, link, hasPassword } = known;
  const flaws: Flaw[] = [];
  const address = `${store.origin}${link?.replace(/\{\{.*\}\}/, String(sample.number))}${secret.token}`;
  if (link !== null && !sent.includes(part === 'html' ? `href="${address}` : address)) {
    flaws.push({ part, problem: 'link_missing', what: `{{ store.origin }}${link}{{ secret.token }}` });
  }
  if (hasPassword && !sent.includes(secret.password)) {
    flaws.push({ part, problem: 'password_missing', what: '{{ secret.password }}' });
  }
  return flaws;
}
