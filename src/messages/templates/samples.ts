// What every message may be filled in with, as examples: for whoever writes a template, for its preview, and for tests. In three sizes:
// with nothing that may be empty, as it mostly is, and with words as long as they come.
import { dates, momentInZone } from '../../ui/dates.ts';
import { money, whole } from '../../ui/money.ts';
import type { Language } from '../../web/i18n.ts';
import type { MessageName, Messages } from '../outbox.ts';

export const sizes = ['least', 'usual', 'most'] as const;
export type Size = (typeof sizes)[number];

/** The secrets of a message: a link's, or a password that the shop has made. */
type Secret = { token?: string; password?: string };

/** Everything that a template is filled in with besides the store. Without `isOnRecord` it is somebody without an account. */
export type Sample<Name extends MessageName> = Messages[Name] & { secret: Secret; isOnRecord: boolean };

export type Samples = { [Name in MessageName]: Sample<Name> };

const zone = 'Europe/Dublin';
const now = Date.UTC(2026, 10, 26, 13, 5);
const later = now + 14 * 86_400_000;

const nobody = { secret: {}, isOnRecord: true };
const linked = { secret: { token: 'q0Jm3vN8cXz5rT1yLw7uKe' }, isOnRecord: true };
const given = { secret: { password: 'lantern-quay-58-tide' }, isOnRecord: true };
const both = { secret: { ...linked.secret, ...given.secret }, isOnRecord: true };

/** What each message says in this size, amounts and days as the language writes them. */
export function samplesIn(language: Language, size: Size): Samples {
  const told = tellings(language)[size];
  const { name, email, order, number, product, total, parcel } = told;
  const who = { name };
  return {
    account_active: { ...who, ...nobody },
    account_active_with_password: { ...who, hours: 72, ...given },
    account_deleted: { ...who, ...nobody },
    account_deleted_notice: { ...who, email, ...nobody },
    account_exists: { ...who, ...nobody },
    accounts_joined: { ...who, stores: told.stores, ...nobody },
    activation: { ...who, hours: 72, ...linked },
    activation_with_password: { ...who, hours: 72, ...both },
    document_issued: { ...who, number, order: number, ...nobody, isOnRecord: told.isOnRecord },
    email_change: { ...who, minutes: 60, ...linked },
    email_changed: { ...who, days: 7, ...linked },
    email_changed_again: { ...who, ...nobody },
    email_proof: { ...who, hours: 24, ...linked },
    form_answered: { id: 'frm_01jdmkq3v8', form: told.form, ...nobody },
    invitation: { ...who, days: 7, ...linked },
    joining: { ...who, hours: 24, ...linked },
    login_created: { ...who, email, hours: 72, ...given },
    new_device: { ...who, device: told.device, place: told.place, time: momentInZone(now, language, zone), ...nobody },
    new_password: { ...who, hours: 72, ...given },
    order_confirmation: { ...who, ...order, ...nobody },
    order_confirmation_guest: { ...who, ...order, mayRegister: told.mayRegister, ...linked, isOnRecord: false },
    order_notice: { ...order, id: 'ord_01jdmkq3v8', ...nobody },
    order_status: { ...who, number, ...parcel, ...nobody, isOnRecord: told.isOnRecord },
    order_status_own: { ...who, number, ...told.own, ...withoutEvent(parcel), ...nobody, isOnRecord: told.isOnRecord },
    password_changed: { ...who, ...nobody },
    password_given: { ...who, email, hours: 72, ...given },
    question_answered: { ...who, product, ...nobody },
    quotation: { ...who, id: 'doc_01jdmkq3v8', number, total, until: dates(language, zone)(later), ...nobody },
    registration_received: { ...who, ...nobody },
    registration_waiting: { ...who, email, ...nobody },
    set_password: { ...who, minutes: 60, ...linked },
    staff_invitation: { ...who, inviter: told.inviter, hours: 72, ...linked },
    staff_set_password: { ...who, minutes: 60, ...linked },
  };
}

type Telling = {
  name: string;
  email: string;
  stores: string;
  form: string;
  device: string;
  place: string;
  inviter: string;
  product: string;
  number: string;
  total: string;
  isOnRecord: boolean;
  mayRegister: boolean;
  order: Omit<Messages['order_confirmation'], 'name'>;
  own: Pick<Messages['order_status_own'], 'status' | 'text' | 'note'>;
  parcel: Pick<Messages['order_status'], 'event' | 'amount' | 'carrier' | 'code' | 'link'>;
};

/** What is known of an order besides what happened to it. */
function withoutEvent({ event: _, ...known }: Telling['parcel']) {
  return known;
}

const longProducts = [
  'Seilsack aus gewachster Baumwolle mit Messingösen, Schultergurt und Innentasche, 45 Liter, nachtblau',
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftslaterne',
  'Storm lantern "Harbour Light" <large>, with spare wick & glass',
  'Nejneobhospodařovávatelnější lodní lano, 16 mm, prodej na metry',
];

function tellings(language: Language): Record<Size, Telling> {
  const amount = (minor: number) => money(minor, 'EUR', language);
  const due = dates(language, zone)(later);
  return {
    least: {
      name: '',
      email: 'a@b.ie',
      stores: 'Quay',
      form: 'Hi',
      device: 'Safari',
      place: '',
      inviter: 'Bo',
      product: 'Mug',
      number: '2026-00001',
      total: amount(0),
      isOnRecord: false,
      mayRegister: false,
      order: {
        number: '2026-00001',
        lines: [{ name: 'Mug', quantity: '1', amount: amount(900) }],
        shipping: { name: '–', amount: amount(0) },
        points: '',
        total: amount(900),
        tax: '',
        due: '',
        by: 'elsewhere',
      },
      own: { status: 'New', text: '', note: '' },
      parcel: { event: 'refunded', amount: '', carrier: '', code: '', link: '' },
    },
    usual: {
      name: 'Ada Lovelace',
      email: 'ada@example.com',
      stores: 'Harbour Goods, Harbour Outlet',
      form: 'Trade enquiry',
      device: 'Firefox, Windows',
      place: 'Dublin, IE',
      inviter: 'Grace Hopper',
      product: 'Storm lantern',
      number: '2026-00412',
      total: amount(12_870),
      isOnRecord: true,
      mayRegister: true,
      order: {
        number: '2026-00412',
        lines: [
          { name: 'Storm lantern', quantity: '1', amount: amount(6900) },
          { name: 'Enamel mug', quantity: '6', amount: amount(5480) },
        ],
        shipping: { name: 'DPD', amount: amount(490) },
        points: '',
        total: amount(12_870),
        tax: amount(2407),
        due,
        by: 'bank_transfer',
      },
      own: {
        status: 'Ready for pick-up',
        text: 'It waits for you at our shop on the quay, Monday to Saturday from 9 to 18.',
        note: 'Ask for Tom, he has put it aside.',
      },
      parcel: {
        event: 'shipped',
        amount: '',
        carrier: 'DPD',
        code: '01234567890123',
        link: 'https://tracking.dpd.de/status/parcel/01234567890123',
      },
    },
    most: {
      name: 'Maximiliane-Henriette Gräfin von und zu Wolfeschlegelsteinhausenbergerdorff-Nejneobhospodařovávatelnější',
      email: 'maximiliane-henriette.wolfeschlegelsteinhausenbergerdorff@nejneobhospodarovavatelnejsi.example.com',
      stores: 'Harbour Goods, Harbour Outlet, Wolfeschlegelsteinhausenbergerdorffsche Hafenhandelsgesellschaft & Söhne',
      form: 'Anfrage für Wiederverkäufer, Ausstatter und Donaudampfschifffahrtsgesellschaften "2026" & später',
      device: 'Samsung Internet 29.0 for Android, SM-S938B/DS',
      place: 'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch, GB',
      inviter: 'Johann-Sebastian Příliš Žluťoučký-Kůňsheimer, Leiter der Kundenbetreuung',
      product: longProducts[0] ?? '',
      number: '2026-1234567',
      total: amount(1_234_567_890),
      isOnRecord: true,
      mayRegister: true,
      order: {
        number: '2026-1234567',
        lines: Array.from({ length: 12 }, (_, place) => ({
          name: longProducts[place % longProducts.length] ?? '',
          quantity: whole(10 ** (place % 5), language),
          amount: amount(1_234_567 * (place + 1)),
        })),
        shipping: {
          name: 'Versand mit Zeitfenster bis in die Kombüse, zweite Zustellung inbegriffen',
          amount: amount(12_345),
        },
        points: amount(-98_765),
        total: amount(1_234_567_890),
        tax: amount(230_852_858),
        due,
        by: 'bank_transfer',
      },
      own: {
        status: 'Wartet auf die Lieferung des Großhändlers aus Nejneobhospodařovávatelnějšíhradec',
        text: 'It comes by ship.\nAs soon as it is here we write to you again: "soon" & <surely>.',
        note: longProducts.join('\n'),
      },
      parcel: {
        event: 'delivered',
        amount: amount(1_234_567_890),
        carrier: 'Wolfeschlegelsteinhausenbergerdorffsche Paketbeförderung',
        code: 'JJD00030123456789012345678901234567890',
        link: 'https://track.example.com/en/parcels/status?code=JJD00030123456789012345678901234567890&lang=en&from=mail',
      },
    },
  };
}
