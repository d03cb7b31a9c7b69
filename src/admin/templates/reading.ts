// What the pages of a text read: how it stands, its versions, and for a preview somebody, or an order, that it is really about.
import { HTTPException } from 'hono/http-exception';
import type { Context } from 'hono';
import type { Parts } from '../../messages/templates/parts.ts';
import { defaultParts } from '../../messages/templates/templates.ts';
import { about, messagesIn } from '../../messages/templates/variables.ts';
import type { Role, Staff } from '../../staff/roles.ts';
import type { StaffEnv } from '../../web/context.ts';
import type { Database } from '../../web/database.ts';
import { whichIn } from './input.ts';
import * as real from './real.ts';
import { standing, version, versionsOf, type Standing, type VersionRow, type Which } from './versions.ts';

export type Place = Context<StaffEnv>;

export type Found = {
  who: Staff;
  db: Database;
  which: Which;
  standing: Standing;
  byDefault: Parts;
  versions: readonly VersionRow[];
  /** The version that was asked for; null without one. */
  chosen: Standing | null;
};

/**
 * Who changes a text. What is sent to staff carries the way into their accounts, an owner's too: whoever words it could lead an owner
 * astray, and nobody gets at an account above their own.
 */
export function changerOf({ name }: Which): Role {
  return messagesIn('staff').includes(name) ? 'owner' : 'manager';
}

/** The text of the address, to look at it or to change it, and a version of it that is asked for; 0 for none. */
export async function read(c: Place, to: 'look' | 'change', wanted = 0): Promise<Found> {
  const which = await whichOf(c);
  const role = to === 'look' ? 'support' : changerOf(which);
  const { id } = c.var.store;
  const { who, db, rows } = await c.var.as(role, (reader) => [
    version(reader, id, which),
    versionsOf(reader, id, which),
    version(reader, id, which, wanted),
  ]);
  const chosen = standing(rows[2]);
  const byDefault = defaultParts(which.name, which.language);
  return {
    who,
    db,
    which,
    byDefault,
    standing: standing(rows[0]),
    versions: rows[1],
    chosen: chosen.version > 0 ? chosen : null,
  };
}

/** The real values of a preview: nothing where whoever is asked for is not there. */
export type Real = {
  values: object;
  /** Whose they are, as staff know them. */
  whose: string;
  /** The language in which they are written to; null where they have chosen none. */
  speaks: string | null;
  isOnRecord: boolean;
};

/** The same with real values: of whoever `of` names by e-mail or number, else of the newest. */
export async function readWithReal(c: Place, of: string): Promise<Found & { real: Real | null }> {
  const which = await whichOf(c);
  const { store } = c.var;
  const known = about(which.name);
  const source = real.sourceOf(which.name, known);
  const [email, number] = [source === 'customer' ? of : '', source === 'order' ? of : ''];
  const { who, db, rows } = await c.var.as(changerOf(which), (reader) => [
    version(reader, store.id, which),
    versionsOf(reader, store.id, which),
    real.someCustomer(reader, store.id, email),
    real.someOrder(reader, store.id, number),
    real.linesOfSome(reader, store.id, number),
  ]);
  const [newest, versions, [customer], [order], lines] = rows;
  const byDefault = defaultParts(which.name, which.language);
  const found = { who, db, which, byDefault, standing: standing(newest), versions, chosen: null };
  return { ...found, real: realOf() };

  function realOf(): Real | null {
    if (source === 'order' && order) {
      const values = real.valuesOfOrder(store, which.language, order);
      const told = real.linesAsTold(lines, order, which.language);
      return {
        values: real.filledWith(known, values, told),
        whose: order.order.number,
        speaks: order.speaks ?? order.order.language,
        isOnRecord: order.order.customerId !== null,
      };
    }
    if (source === 'customer' && customer) {
      const values = real.filledWith(known, real.valuesOfCustomer(customer), null);
      return { values, whose: customer.name || customer.email, speaks: customer.language, isOnRecord: true };
    }
    return of === '' ? { values: known.sample, whose: '', speaks: null, isOnRecord: true } : null;
  }
}

/** The text that the address names. That there is none is for staff to know. */
async function whichOf(c: Place): Promise<Which> {
  const which = whichIn(c.req.param('id') ?? '');
  if (which) return which;
  await c.var.as('support', () => []);
  throw new HTTPException(404);
}
