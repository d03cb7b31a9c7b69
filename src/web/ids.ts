// Prefixed ids: `cus_01jx…`. The prefix says what a thing is, in logs and in addresses; the rest is a ULID in lower
// case, so ids sort by the time they were made and can serve as cursors.
import { encodeTime, ulid } from 'ulid';

const prefixes = {
  address: 'adr',
  answer: 'ans',
  audit: 'aud',
  bulk: 'blk',
  category: 'cat',
  customer: 'cus',
  document: 'doc',
  event: 'evt',
  field: 'fld',
  form: 'frm',
  form_answer: 'fan',
  group: 'grp',
  message: 'msg',
  move: 'mov',
  note: 'not',
  order: 'ord',
  page: 'pag',
  partner: 'ptn',
  partner_key: 'key',
  points: 'pts',
  pool: 'pol',
  pool_move: 'pmv',
  price_list: 'prl',
  product: 'prd',
  review: 'rev',
  question: 'qst',
  session: 'ses',
  staff: 'stf',
  status: 'sts',
  store: 'sto',
  webhook: 'whk',
} as const;

/** A new id for a thing of this kind, made at `now` (ms since 1970). */
export function newId(kind: keyof typeof prefixes, now: number): string {
  return `${prefixes[kind]}_${ulid(now).toLowerCase()}`;
}

/** The id of a thing of this kind that may be there once: made of the hash of what makes it one, or of the key of a form. */
export function idOf(kind: keyof typeof prefixes, hash: string): string {
  return `${prefixes[kind]}_${hash}`;
}

/** A new key of a form: what comes of the form has the id that `idOf` makes of it, so it comes to be once, and sorts like any other. */
export function newKey(now: number): string {
  return ulid(now).toLowerCase();
}

/** Whether this could be such a key. */
export function isKey(text: string): boolean {
  return /^[0-7][0-9a-hjkmnp-tv-z]{25}$/.test(text);
}

/** The last moment that an id can say, in ms since 1970: a ULID has 48 bits for it. */
const lastMoment = 2 ** 48 - 1;

/** What the ids of things of this kind that were made at this moment (ms since 1970) or later do not come before; any moment will do. */
export function firstId(kind: keyof typeof prefixes, at: number): string {
  return `${prefixes[kind]}_${encodeTime(Math.min(Math.max(at, 0), lastMoment)).toLowerCase()}`;
}
