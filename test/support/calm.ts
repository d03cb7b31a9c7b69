// What a reply looks like when something is broken: calm, in the look of the store and the language of the visitor, with nothing in it
// that is nobody's business.
import type { Reply } from './visitor.ts';

const title = { 500: 'Etwas ist schiefgegangen', 503: 'Wir sind gleich zurück' };

/** What nobody may read in a reply: SQL, names of tables and of files, what storage says, and people. */
const inside =
  /D1_|SQLITE|disk I\/O|Network connection|\b(insert into|delete from|returning|where "|select ")|constraint|order_lines|link_tokens|partner_keys|outbox"|\.tsx?\b|\bat \w+ \(|node:|drizzle|Grace|lantern-on|example\.com|Secret/i;

/** What is wrong with it, as a page for whoever reads German. */
export function wrongWithPage({ status, headers, text }: Reply): string[] {
  return wrongs({
    [`has the status ${status}`]: status !== 503 && status !== 500,
    'is no page': !headers.get('Content-Type')?.startsWith('text/html'),
    'is not in the look of the store':
      !/<link rel="stylesheet"[^>]*app/.test(text) ||
      (!text.includes('Harbour Goods') && !text.includes('Hafen Handel')),
    'is not in the language of the visitor': !text.includes('<html lang="de"'),
    'says another thing': !text.includes(title[status === 503 ? 503 : 500]),
    'does not say its id': !text.includes(headers.get('X-Request-Id') ?? 'none'),
    'may be kept': headers.get('Cache-Control') !== 'no-store',
    'begins a session': headers.getSetCookie().some((one) => /__Host-(customer|staff)=[^;]/.test(one)),
    [`says too much: ${inside.exec(text)?.[0]}`]: inside.test(text),
  });
}

/** What is wrong with it, as an answer to a partner. */
export function wrongWithProblem({ status, headers, text }: Reply): string[] {
  const json = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {};
  return wrongs({
    [`has the status ${status}`]: status !== 503 && status !== 500,
    'is no problem+json': headers.get('Content-Type') !== 'application/problem+json',
    'says another status': json.status !== status,
    'does not say which problem': json.code !== (status === 503 ? 'unavailable' : 'broken'),
    'does not say its id': json.request_id !== headers.get('X-Request-Id'),
    [`says too much: ${inside.exec(text)?.[0]}`]: inside.test(text),
  });
}

function wrongs(all: Record<string, boolean>): string[] {
  return Object.keys(all).filter((what) => all[what]);
}
