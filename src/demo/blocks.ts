// What the demo stores show on the overview beside what every store shows: words of their own.
import type { PolicyChanges } from '../stores/policies.ts';

type Blocks = NonNullable<PolicyChanges['accountPage']>;

/** Harbour Goods has a shop by the water. */
export const goodsBlocks: Blocks = [
  { block: 'figures' },
  { block: 'latest_order' },
  { block: 'unrated_products' },
  {
    markdown: {
      en: `## Our shop by the harbour

Collect an order yourself, or look at what you cannot decide on: **4 Custom House Quay, Dublin**.

- Monday to Friday, 9:00 to 18:00
- Saturday, 10:00 to 14:00

Ropes are cut while you wait. [Tell us where we should deliver to](/account/addresses) if you would rather stay at home.`,
      de: `## Unser Laden am Hafen

Holen Sie Ihre Bestellung selbst ab, oder sehen Sie sich an, was Sie noch überlegen: **4 Custom House Quay, Dublin**.

- Montag bis Freitag, 9:00 bis 18:00 Uhr
- Samstag, 10:00 bis 14:00 Uhr

Leinen schneiden wir zu, während Sie warten. [Sagen Sie uns, wohin wir liefern sollen](/account/addresses), wenn Sie lieber zu Hause bleiben.`,
      cs: `## Náš obchod u přístavu

Objednávku si můžete vyzvednout sami, nebo si prohlédnout, co si ještě rozmýšlíte: **4 Custom House Quay, Dublin**.

- pondělí až pátek od 9:00 do 18:00
- sobota od 10:00 do 14:00

Lana řežeme na počkání. Zůstanete-li raději doma, [řekněte nám, kam máme doručit](/account/addresses).`,
    },
  },
  { block: 'addresses' },
];

/** Přístav Sklad sells to people who fetch by the lorry. */
export const skladBlocks: Blocks = [
  { block: 'figures' },
  {
    markdown: {
      cs: `## Výdej ve skladu

Vydáváme **denně od 6:00**, v sobotu do poledne. Na nakládku si prosím přivezte:

1. číslo objednávky,
2. doklad totožnosti,
3. popruhy.

> V listopadu je rampa č. 2 zavřená, jezděte k rampě č. 3.`,
      en: `## Picking up

We hand out **every day from 6:00**, on Saturdays until noon. Please bring:

1. the number of the order,
2. a proof of identity,
3. straps.

> In November ramp 2 is closed; drive to ramp 3.`,
    },
  },
  { block: 'latest_order' },
  { block: 'unrated_products' },
  { block: 'addresses' },
];
