// What examples of messages tell, in three sizes: with nothing that may be empty, as it mostly is, and with words as long as they come.
import { dates } from '../../ui/dates.ts';
import { money, whole } from '../../ui/money.ts';
import type { Language } from '../../web/i18n.ts';
import type { Messages } from '../outbox.ts';

export const sizes = ['least', 'usual', 'most'] as const;
export type Size = (typeof sizes)[number];

export const zone = 'Europe/Dublin';
export const now = Date.UTC(2026, 10, 26, 13, 5);
export const later = now + 14 * 86_400_000;

export type Telling = {
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
  changed: Pick<Messages['order_changed'], 'owed' | 'back' | 'why'>;
  own: Pick<Messages['order_status_own'], 'status' | 'text' | 'note'>;
  parcel: Pick<Messages['order_status'], 'event' | 'amount' | 'carrier' | 'code' | 'link'>;
  webhook: Omit<Messages['webhook_disabled'], 'id'>;
};

const longProducts = [
  'Seilsack aus gewachster Baumwolle mit Messingösen, Schultergurt und Innentasche, 45 Liter, nachtblau',
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftslaterne',
  'Storm lantern "Harbour Light" <large>, with spare wick & glass',
  'Nejneobhospodařovávatelnější lodní lano, 16 mm, prodej na metry',
];

/** The same in a language. */
export function tellings(language: Language): Record<Size, Telling> {
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
        note: '',
      },
      changed: { owed: '', back: '', why: '' },
      own: { status: 'New', text: '', note: '' },
      parcel: { event: 'refunded', amount: '', carrier: '', code: '', link: '' },
      webhook: { partner: 'Till', host: 'a.ie', why: 'gone' },
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
        note: 'As we said on the phone: it goes out on Friday.',
      },
      changed: { owed: '', back: amount(1990), why: 'One of the mugs was chipped, so we took it out.' },
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
      webhook: { partner: 'Till in Dublin', host: 'till.example.com', why: 'failures' },
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
        note: 'We pack the lantern by itself.\nWith "kind" regards & <thanks>,\nthe crew',
      },
      changed: { owed: amount(1_234_567_890), back: '', why: longProducts.join(', ') },
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
      webhook: {
        partner: 'Kasse der Donaudampfschifffahrtsgesellschaft "Hafen" & Söhne, Nejneobhospodařovávatelnější',
        host: 'kasse.donaudampfschifffahrtsgesellschaft.nejneobhospodarovavatelnejsi.example.com:8443',
        why: 'failures',
      },
    },
  };
}
