// The demo stores' own words: imprint and delivery terms of each, and a page for the customers of one.
import { pages } from '../catalog/schema.ts';
import type { Database } from '../web/database.ts';
import { demoStores } from './shops.ts';

type Words = Readonly<Record<string, string>>;

const imprint: Words = { en: 'Imprint', de: 'Impressum', cs: 'Provozovatel' };
const delivery: Words = { en: 'Delivery terms', de: 'Lieferbedingungen', cs: 'Dodací podmínky' };
const answers: Words = {
  en: 'Answers for what is written here:',
  de: 'Für den Inhalt verantwortlich:',
  cs: 'Za obsah odpovídá:',
};
const vatIds: Words = { en: 'VAT ID', de: 'USt-IdNr.', cs: 'DIČ' };
const terms: Words = {
  en: `What you order **before noon** leaves the same day.

## How long it takes

- At home: one to two working days
- Abroad: three to five working days

## If something is broken

Keep the parcel as it is, and write to us within a week.`,
  de: `Was Sie **vor zwölf Uhr** bestellen, geht am selben Tag hinaus.

## Wie lange es dauert

- Im Inland: ein bis zwei Werktage
- Ins Ausland: drei bis fünf Werktage

## Wenn etwas zerbrochen ist

Lassen Sie das Paket, wie es ist, und schreiben Sie uns binnen einer Woche.`,
  cs: `Co objednáte **do poledne**, odchází týž den.

## Jak dlouho to trvá

- Doma: jeden až dva pracovní dny
- Do ciziny: tři až pět pracovních dnů

## Když je něco rozbité

Nechte balík, jak je, a do týdne nám napište.`,
};

const berth = {
  titles: { en: 'Berths for customers', de: 'Liegeplätze für Kunden', cs: 'Kotviště pro zákazníky' },
  texts: {
    en: 'Customers moor at our quay **for free** for two hours. Show your latest order to the harbour master.',
    de: 'Kunden liegen an unserem Kai zwei Stunden **kostenlos**. Zeigen Sie dem Hafenmeister Ihre letzte Bestellung.',
    cs: 'Zákazníci u našeho mola kotví dvě hodiny **zdarma**. Ukažte přístavnímu svou poslední objednávku.',
  },
};

/** Writes the pages of every demo store. */
export async function addPages(db: Database, now: number): Promise<void> {
  const rows = Object.entries(demoStores).flatMap(([name, store]) => {
    const { id: storeId, languages, policies } = store;
    const inEach = (wordsIn: (language: string) => string) =>
      Object.fromEntries(languages.map((language) => [language, wordsIn(language)]));
    const page = { storeId, isAlwaysOpen: true, isLinked: true, createdAt: now, updatedAt: now };
    const whose = policies.shop.address;
    return [
      {
        ...page,
        id: `pag_${name}_delivery`,
        slug: 'delivery',
        titles: inEach((language) => delivery[language] ?? ''),
        texts: inEach((language) => terms[language] ?? ''),
        position: 1,
      },
      {
        ...page,
        id: `pag_${name}_imprint`,
        slug: 'imprint',
        titles: inEach((language) => imprint[language] ?? ''),
        texts: inEach((language) => `${answers[language]}\n\n${whose}\n\n${vatIds[language]}: ${policies.tax.vatId}`),
        position: 2,
      },
    ];
  });
  await db.insert(pages).values(rows.slice(0, 4));
  await db.insert(pages).values(rows.slice(4));
  await db.insert(pages).values({
    ...berth,
    id: 'pag_goods_berths',
    storeId: demoStores.goods.id,
    slug: 'berths',
    visibility: 'customers',
    position: 3,
    createdAt: now,
    updatedAt: now,
  });
}
