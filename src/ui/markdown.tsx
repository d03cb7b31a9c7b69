// The shop's own words, as its staff write them: Markdown. Nothing of it becomes HTML as it stands: it is taken apart into parts, and
// the parts that are known here are shown, each by its own element with its text escaped. So raw HTML is shown as it was typed, an image as its
// description, and a link only where it leads to a page, a mailbox or a telephone (decision 019).
import { Lexer, type MarkedToken, type Token, type Tokens } from 'marked';
import type { Child } from 'hono/jsx';

type Content = {
  markdown: string;
  /** Where the words stand: links to other places are external. */
  origin: string;
};

/** How deep lists, quotations and emphasis may stand in each other; what is deeper is shown as it was typed. */
const deepest = 12;

/**
 * The words as part of a page whose own headings are above them: their first is an `h2`, and each further one is at most one level
 * below the one before it, whatever numbers were typed.
 */
export function Markdown({ markdown, origin }: Content) {
  return <div class="words">{shown(partsOf(markdown), { origin, levels: [], depth: 0 })}</div>;
}

/** Texts that were read lately, each with its parts. A text never has other parts, so what is kept is never stale. */
const read = new Map<string, readonly Token[]>();
const mostRead = 50;

/** What it is made of. */
export function partsOf(markdown: string): readonly Token[] {
  const known = read.get(markdown);
  if (known) return known;
  if (read.size >= mostRead) read.clear();
  const parts = taken(markdown);
  read.set(markdown, parts);
  return parts;
}

function taken(markdown: string): readonly Token[] {
  try {
    return new Lexer({ gfm: true }).lex(markdown);
  } catch (error) {
    // Thousands of quotations in each other are nothing that anybody reads.
    if (!(error instanceof RangeError)) throw error;
    return [{ type: 'text', raw: markdown, text: markdown }];
  }
}

/** Where a part stands: `levels` are the numbers of the headings that are open, the outermost first. */
type Place = { origin: string; levels: number[]; depth: number };

function shown(parts: readonly Token[] | undefined, place: Place): Child[] {
  const inside = { ...place, depth: place.depth + 1 };
  return (parts ?? []).map((part) => (inside.depth > deepest || !isKnown(part) ? part.raw : elementOf(part, inside)));
}

const kinds: ReadonlySet<string> = new Set(
  'heading paragraph text list list_item blockquote table code hr strong em del codespan br link image escape html checkbox space def'.split(
    ' ',
  ),
);

/** What a newer reader may know beside these is shown as it was typed. */
function isKnown(part: Token): part is MarkedToken {
  return kinds.has(part.type);
}

function elementOf(part: MarkedToken, place: Place): Child {
  switch (part.type) {
    case 'heading':
      return <Heading level={levelOf(part.depth, place.levels)}>{shown(part.tokens, place)}</Heading>;
    case 'paragraph':
      return <p>{shown(part.tokens, place)}</p>;
    case 'text':
      return part.tokens ? shown(part.tokens, place) : part.text;
    case 'list':
      return listOf(part, place);
    case 'blockquote':
      return <blockquote>{shown(part.tokens, place)}</blockquote>;
    case 'table':
      return tableOf(part, place);
    case 'code':
      return (
        <pre>
          <code>{part.text}</code>
        </pre>
      );
    case 'hr':
      return <hr />;
    case 'strong':
      return <strong>{shown(part.tokens, place)}</strong>;
    case 'em':
      return <em>{shown(part.tokens, place)}</em>;
    case 'del':
      return <del>{shown(part.tokens, place)}</del>;
    case 'codespan':
      return <code>{part.text}</code>;
    case 'br':
      return <br />;
    case 'link':
      return linkOf(part, place);
    case 'image':
    case 'escape':
    case 'html':
      return part.text;
    case 'checkbox':
      return part.checked ? '☑ ' : '☐ ';
    case 'space':
    case 'def':
      return null;
    case 'list_item':
      return <li>{shown(part.tokens, place)}</li>;
  }
}

/** The level of a heading of this number, behind those that are open. */
function levelOf(number: number, levels: number[]): number {
  while ((levels.at(-1) ?? 0) >= number) levels.pop();
  levels.push(number);
  return Math.min(6, levels.length + 1);
}

function Heading({ level, children }: { level: number; children: Child }) {
  if (level === 2) return <h2>{children}</h2>;
  if (level === 3) return <h3>{children}</h3>;
  if (level === 4) return <h4>{children}</h4>;
  return level === 5 ? <h5>{children}</h5> : <h6>{children}</h6>;
}

function listOf({ ordered, start, items }: Tokens.List, place: Place): Child {
  const points = items.map((item) => <li>{shown(item.tokens, place)}</li>);
  if (!ordered) return <ul>{points}</ul>;
  return <ol start={start === '' || start === 1 ? undefined : start}>{points}</ol>;
}

function tableOf({ header, rows }: Tokens.Table, place: Place): Child {
  return (
    <table class="table">
      <thead>
        <tr>
          {header.map((cell) => (
            <th scope="col">{shown(cell.tokens, place)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            {row.map((cell) => (
              <td>{shown(cell.tokens, place)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function linkOf({ href, tokens }: Tokens.Link, place: Place): Child {
  const target = targetOf(href, place.origin);
  const words = tokens.length > 0 ? shown(tokens, place) : href;
  if (!target) return words;
  return target.isExternal ? (
    <a href={target.href} rel="noopener">
      {words}
    </a>
  ) : (
    <a href={target.href}>{words}</a>
  );
}

const schemes = ['http:', 'https:', 'mailto:', 'tel:'];

/** Where a link leads, as browsers would read it; null where it leads nowhere that a page may lead to. */
function targetOf(href: string, origin: string): { href: string; isExternal: boolean } | null {
  const url = URL.parse(href, origin);
  if (!url || !schemes.includes(url.protocol)) return null;
  if (url.origin === origin) return { href: `${url.pathname}${url.search}${url.hash}`, isExternal: false };
  return { href: url.href, isExternal: url.protocol.startsWith('http') };
}
