// A template read without being filled in: which values it uses where, and what it does that templates of messages may not.
import { AssignTag, ForTag, Output, toValueSync, TypeGuards, Value, type Template, type Token } from 'liquidjs';

/**
 * A value of the message that a template uses: the names that lead to it, `*` for each of a list, where, and what is done with it; it is
 * `made` into something else by a filter, or by another name.
 */
export type Use = { names: readonly string[]; at: number; as: 'written' | 'made' | 'tested' | 'listed' };

/** What no template of a message does: count through a range, or reach a value by a name that is a value itself. */
type Excess = { excess: 'range' | 'dynamic'; at: number };

/** `assigned` are the names that the template gives to what it makes. */
export type Found = { uses: Use[]; excesses: Excess[]; assigned: Set<string> };

/** What the variables of the loops around stand for; null for what is no value of the message. */
type Loops = ReadonlyMap<string, readonly string[] | null>;

/** Every node of the template, those inside of others too. */
export function nodesIn(templates: readonly Template[]): Template[] {
  return templates.flatMap((node) => [node, ...nodesIn(childrenOf(node))]);
}

function childrenOf(node: Template): Template[] {
  return node.children ? toValueSync<Template[]>(node.children(false, true)) : [];
}

/** How long what a node looks at is, and what it writes whatever that is, in characters. */
export function lengthsOf(node: Template): { looked: number; written: number } {
  const looked = tokensOf(node).reduce((sum, token) => sum + token.end - token.begin, 0);
  return { looked, written: TypeGuards.isHTMLToken(node.token) ? node.token.end - node.token.begin : 0 };
}

function tokensOf(node: Template): Token[] {
  return [...(node.arguments?.() ?? [])].flatMap((one) => (one instanceof Value ? tokensIn(one) : [one]));
}

function tokensIn({ initial, filters }: Value): Token[] {
  const given = filters.flatMap(({ args }) => args.map((one) => (Array.isArray(one) ? one[1] : one)));
  return [...initial.postfix, ...given.filter((one) => one !== undefined)];
}

/** What the template does, in the order in which it stands there. */
export function walk(templates: readonly Template[]): Found {
  const found: Found = { uses: [], excesses: [], assigned: new Set() };
  visitAll(templates, new Map(), found);
  return found;
}

function visitAll(templates: readonly Template[], loops: Loops, found: Found): void {
  for (const node of templates) {
    for (const token of tokensOf(node)) take(token, useOf(node, token), loops, found);
    for (const { content } of node.localScope?.() ?? []) found.assigned.add(content);
    visitAll(childrenOf(node), node instanceof ForTag ? within(node, loops, found) : loops, found);
  }
}

function useOf(node: Template, token: Token): Use['as'] {
  if (node instanceof ForTag) return node.collection === token ? 'listed' : 'tested';
  // The last filter is the engine's own: how a value is written into the part.
  if (node instanceof Output) return node.value.filters.length > 1 ? 'made' : 'written';
  return node instanceof AssignTag ? 'made' : 'tested';
}

/** Inside of a loop, its variable is each of the list. */
function within({ variable, collection }: ForTag, loops: Loops, found: Found): Loops {
  const list = TypeGuards.isPropertyAccessToken(collection) ? namesOf(collection.props, loops, found) : null;
  return new Map([...loops, [variable, list && [...list, '*']], ['forloop', null]]);
}

function take(token: Token, as: Use['as'], loops: Loops, found: Found): void {
  const at = token.begin;
  if (TypeGuards.isRangeToken(token)) found.excesses.push({ excess: 'range', at });
  if (!TypeGuards.isPropertyAccessToken(token)) return;
  if (token.variable) return take(token.variable, as, loops, found);
  if (!token.props.every(isName)) found.excesses.push({ excess: 'dynamic', at });
  const names = namesOf(token.props, loops, found);
  if (names) found.uses.push({ names, at, as });
}

/** The names that lead to a value of the message; null for what the template made itself. */
function namesOf(props: readonly Token[], loops: Loops, { assigned }: Found): readonly string[] | null {
  const [first = '', ...rest] = props.map((prop) => (isName(prop) ? String(prop.content) : ''));
  const looped = loops.get(first);
  if (looped === null || (looped === undefined && assigned.has(first))) return null;
  return [...(looped ?? [first]), ...rest];
}

function isName(token: Token) {
  return TypeGuards.isWordToken(token) || TypeGuards.isQuotedToken(token) || TypeGuards.isNumberToken(token);
}
