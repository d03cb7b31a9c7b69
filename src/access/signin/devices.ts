// The browsers that customers have signed in from, so that a sign-in from another one is told by mail. A browser is known
// by a random cookie, of which only the hash is stored. The first sign-in of an account has no other to differ from, so
// it is told to nobody. Source: OWASP ASVS 5.0.0, 6.3.5.
import { sql, type AnyColumn } from 'drizzle-orm';
import { addressedTo } from '../../messages/addressing.ts';
import * as outbox from '../../messages/outbox.ts';
import { deviceName, placeNames } from '../../sessions/devices.ts';
import { momentInZone } from '../../ui/dates.ts';
import type { Database } from '../../web/database.ts';
import { translator, type Language } from '../../web/i18n.ts';
import { newToken, sha256 } from '../../web/secrets.ts';
import type { Plan, Scene } from '../scene.ts';
import { knownDevices } from '../schema.ts';

const day = 86_400_000;

/** How long a browser stays known after the latest sign-in from it. */
export const deviceLifetimeMs = 365 * day;

/** The most messages about new devices that one customer gets in an hour, from however many sign-ins. */
const mostAnHour = 5;

/** The token in the browser's device cookie; a new one where there is none. */
export function deviceTokenOf(cookie: string | undefined): string {
  return cookie !== undefined && /^[A-Za-z0-9_-]{43}$/.test(cookie) ? cookie : newToken();
}

/** The hash by which the browser with this token is known. */
export function hashOf(deviceToken: string): Promise<string> {
  return sha256(deviceToken);
}

/** Whether the customer has signed in before, and never from this device. */
export function isNewTo(customerId: AnyColumn | string, deviceHash: string) {
  const own = sql`select 1 from ${knownDevices} where ${knownDevices.customerId} = ${customerId}`;
  return sql`(exists (${own}) and not exists (${own} and ${knownDevices.deviceHash} = ${deviceHash}))`;
}

/** Who signed in, and whether the device seemed new when the password was looked up. */
type Whose = { customerId: string; email: string; name: string; language: string | null; isNewDevice: number };

type Browser = { language: Language; deviceHash: string };

/** The statements that note the device, and tell the customer where it is new, at most once per device. */
export async function noticed(scene: Scene, whose: Whose, browser: Browser, now: number): Promise<Plan> {
  const { db, sealingKey } = scene;
  const noted = note(db, whose.customerId, browser.deviceHash, now);
  if (!whose.isNewDevice) return { statements: [noted], messageIds: [] };
  const mayTell = sql`${isNewTo(whose.customerId, browser.deviceHash)} and ${isUnderLimit(whose.customerId, now)}`;
  const message = await outbox.message(db, sealingKey, letter(scene, whose, browser.language, now), now, mayTell);
  // In this order: of two sign-ins at once the second finds the device known.
  return { statements: [message.statement, noted], messageIds: [message.id] };
}

function note(db: Database, customerId: string, deviceHash: string, now: number) {
  return db
    .insert(knownDevices)
    .values({ customerId, deviceHash, firstSeenAt: now, lastSeenAt: now })
    .onConflictDoUpdate({ target: [knownDevices.customerId, knownDevices.deviceHash], set: { lastSeenAt: now } });
}

function isUnderLimit(customerId: string, now: number) {
  const anHourAgo = now - day / 24;
  return sql`(select count(*) from ${knownDevices} where ${knownDevices.customerId} = ${customerId} and ${knownDevices.firstSeenAt} > ${anHourAgo}) < ${mostAnHour}`;
}

function letter({ store, from }: Scene, whose: Whose, asked: Language, now: number): outbox.NewMessage {
  const to = addressedTo(store, whose, asked);
  const { language } = to;
  return {
    ...to,
    template: 'new_device',
    data: {
      name: whose.name,
      device: deviceName(from.device, translator(language)),
      place: placeNames(language)(from.place),
      time: momentInZone(now, language, store.timeZone),
    },
  };
}
