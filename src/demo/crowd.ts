// Customers by the thousand for Harbour Goods, to see the lists and searches of a shop that has many. The same customer comes out
// for the same number each time, so a crowd can be made larger, and making it twice changes nothing.
import { ulid } from 'ulid';
import { logins } from '../access/schema.ts';
import { emailKey } from '../web/emails.ts';
import { folded, readingsOf, termsIn } from '../customers/finding/terms.ts';
import { addresses, customers, memberships, searchTerms } from '../customers/schema.ts';
import { groups } from '../groups/schema.ts';
import { batch, type Database } from '../web/database.ts';
import { Dice } from './dice.ts';
import { companyForms, givenNames, places, surnames, trades, type Place } from './names.ts';
import { adding } from './rows.ts';
import { demoStores } from './shops.ts';

/** Customers written in one batch. */
const portion = 1000;

const day = 86_400_000;

/** The latest of them registered on this day, and nothing happened since. */
export const latest = Date.UTC(2026, 9, 31);

const { id: storeId, poolId } = demoStores.goods;

/**
 * Writes the first `count` customers of the crowd, as far as they are not there; `told` hears how many it has come to. Their
 * logins have `passwordHash`.
 */
export async function gather(
  db: Database,
  { count, passwordHash }: { count: number; passwordHash: string },
  told: (done: number) => void = () => undefined,
): Promise<void> {
  await db
    .insert(groups)
    .values([
      { id: 'grp_silver', storeId, name: 'Silver', discountBasisPoints: 500, position: 2, createdAt: latest },
      { id: 'grp_trade', storeId, name: 'Trade', discountBasisPoints: 1500, position: 3, createdAt: latest },
    ])
    .onConflictDoNothing();
  for (let from = 0; from < count; from += portion) {
    const people = Array.from({ length: Math.min(portion, count - from) }, (_, place) => personOf(from + place));
    await batch(db, [
      adding(
        db,
        customers,
        people.flatMap(({ customer }) => [customer]),
      ),
      adding(
        db,
        memberships,
        people.flatMap(({ membership }) => [membership]),
      ),
      adding(
        db,
        logins,
        people.flatMap(({ logins: rows }) => rows.map((login) => ({ ...login, passwordHash }))),
      ),
      adding(
        db,
        addresses,
        people.flatMap(({ addresses: rows }) => rows),
      ),
      adding(
        db,
        searchTerms,
        people.flatMap(({ searchTerms: rows }) => rows),
      ),
    ]);
    told(from + people.length);
  }
}

/**
 * One customer, by number, as rows of each table; who came when by chance, unless it is said. One in ten is a contact, one in twenty
 * waits for activation.
 */
export function personOf(number: number, cameAt?: number) {
  const dice = new Dice(number);
  const place = dice.pick(places);
  const details = detailsOf(dice, place, number);
  const readings = readingsOf(details);
  const byChance = latest - Math.floor(dice.roll() * 1800 * day);
  const createdAt = cameAt ?? byChance;
  const customerId = `cus_${ulid(createdAt, () => dice.roll()).toLowerCase()}`;
  const isAccount = dice.shows(0.9);
  const isPending = isAccount && dice.shows(0.05);
  const hasLogin = isAccount && !isPending;
  const customer = {
    id: customerId,
    poolId,
    ...details,
    emailKey: emailKey(details.email),
    readings,
    hasLogin,
    createdAt,
    updatedAt: createdAt,
  };
  const figures = figuresOf(dice, isAccount);
  const status = isPending ? 'pending' : dice.shows(0.97) ? 'active' : 'denied';
  const groupId = dice.shows(0.2) ? dice.pick(['grp_gold', 'grp_silver', 'grp_trade']) : null;
  const membership = {
    storeId,
    customerId,
    ...figures,
    status,
    groupId,
    isGroupByHand: groupId !== null,
    lastOrderAt: figures.orderCount > 0 ? latest - Math.floor(dice.roll() * (latest - createdAt)) : null,
    newsletterAt: dice.shows(0.3) ? createdAt : null,
    answers: {},
    createdAt,
    registeredAt: isAccount ? createdAt : null,
    activatedAt: isPending ? null : createdAt,
    isAccount,
    sortName: folded(details.name),
  };
  const login = { customerId, passwordSetAt: createdAt, sessionsValidFrom: createdAt };
  return {
    customer,
    membership,
    logins: hasLogin ? [login] : [],
    addresses: dice.shows(0.6) ? [addressOf(dice, place, customer)] : [],
    searchTerms: termsIn(readings).map((term) => ({ storeId, term, customerId })),
  };
}

function detailsOf(dice: Dice, { language, dialling }: Place, number: number) {
  const [given, surname] = [dice.pick(givenNames[language]), dice.pick(surnames[language])];
  const host = dice.pick(['example.com', 'mail.example', 'post.example.net', 'firma.example.org']);
  const company = `${surname} ${dice.pick(trades[language])} ${companyForms[language]}`;
  return {
    name: `${given} ${surname}`,
    email: `${plain(given)}.${plain(surname)}${number}@${host}`,
    phone: dice.shows(0.7) ? `${dialling} ${dice.digits(3)} ${dice.digits(4)}` : '',
    company: dice.shows(0.25) ? company : '',
    vatId: '',
    birthDate: '',
  };
}

/** Most have ordered a few times, a few have ordered often. */
function figuresOf(dice: Dice, isAccount: boolean) {
  const orderCount = isAccount ? Math.floor(-4 * Math.log(1 - dice.roll())) : 0;
  return {
    orderCount,
    turnoverMinor: orderCount * (1000 + Math.floor(dice.roll() * 20_000)),
    points: 0,
    unratedCount: 0,
    basketCount: 0,
  };
}

type Whose = { id: string; name: string; company: string; createdAt: number };

function addressOf(dice: Dice, place: Place, { id, name, company, createdAt }: Whose) {
  return {
    id: id.replace('cus', 'adr'),
    customerId: id,
    name,
    company,
    line1: `${dice.pick(place.streets)} ${dice.digits(2)}`,
    line2: '',
    postalCode: place.postalCode,
    city: place.city,
    region: '',
    country: place.country,
    phone: '',
    isDefaultBilling: true,
    isDefaultDelivery: true,
    createdAt,
    updatedAt: createdAt,
  };
}

function plain(name: string): string {
  return folded(name).replaceAll(/[^a-z]/g, '');
}
