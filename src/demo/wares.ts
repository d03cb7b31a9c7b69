// What there is at the demo stores: the same each time.
import type { products } from '../catalog/schema.ts';
import type { DemoStore } from './shops.ts';

type Words = { en: string; de: string; cs: string };

export const shelves = [
  {
    key: 'rope',
    slug: 'rope-and-canvas',
    names: { en: 'Rope and canvas', de: 'Tauwerk und Tuch', cs: 'Lana a plátno' },
  },
  { key: 'deck', slug: 'on-deck', names: { en: 'On deck', de: 'An Deck', cs: 'Na palubě' } },
  { key: 'ashore', slug: 'for-the-crew', names: { en: 'For the crew', de: 'Für die Mannschaft', cs: 'Pro posádku' } },
] as const satisfies readonly { key: string; slug: string; names: Words }[];

export type Ware = {
  sku: string;
  slug: string;
  names: Words;
  texts: Words;
  categories: readonly (typeof shelves)[number]['key'][];
  priceMinor: number;
  stock: number | null;
  /** What only one store has, and for whom. */
  only?: { store: DemoStore } & Pick<typeof products.$inferInsert, 'visibility' | 'groupIds'>;
};

export const wares: readonly Ware[] = [
  {
    sku: 'RB-01',
    slug: 'rope-bag',
    names: { en: 'Rope bag', de: 'Seilsack', cs: 'Lanový vak' },
    texts: {
      en: 'Sewn from sailcloth that has crossed the Irish Sea, with handles of three-strand rope.\n\n- holds 40 litres\n- dries overnight\n- washed by hand',
      de: 'Genäht aus Segeltuch, das die Irische See gesehen hat, mit Griffen aus dreischäftigem Tauwerk.\n\n- fasst 40 Liter\n- trocknet über Nacht\n- von Hand zu waschen',
      cs: 'Ušitý z plachtoviny, která přeplula Irské moře, s držadly z třípramenného lana.\n\n- pojme 40 litrů\n- přes noc uschne\n- pere se v ruce',
    },
    categories: ['rope'],
    priceMinor: 5990,
    stock: 40,
  },
  {
    sku: 'SL-02',
    slug: 'storm-lantern',
    names: { en: 'Storm lantern, brass', de: 'Sturmlaterne, Messing', cs: 'Bouřková lucerna, mosaz' },
    texts: {
      en: 'A lantern of solid brass that no wind blows out. It burns **sixteen hours** on one filling of lamp oil.\n\nThe glass is sold on its own, should a wave take it.',
      de: 'Eine Laterne aus massivem Messing, die kein Wind ausbläst. Sie brennt **sechzehn Stunden** mit einer Füllung Lampenöl.\n\nDas Glas gibt es einzeln, falls eine Welle es nimmt.',
      cs: 'Lucerna z plné mosazi, kterou nesfoukne žádný vítr. Na jedno naplnění lampovým olejem svítí **šestnáct hodin**.\n\nSklo prodáváme i samostatně, kdyby ho vzala vlna.',
    },
    categories: ['deck'],
    priceMinor: 8450,
    stock: 12,
  },
  {
    sku: 'MR-10',
    slug: 'mooring-rope',
    names: { en: 'Mooring rope, 10 m', de: 'Festmacherleine, 10 m', cs: 'Úvazové lano, 10 m' },
    texts: {
      en: 'Ten metres of polyester, 12 mm thick, with a spliced eye at one end. It stretches a little, so the cleat stays where it is.',
      de: 'Zehn Meter Polyester, 12 mm stark, mit gespleißtem Auge an einem Ende. Sie gibt ein wenig nach, damit die Klampe bleibt, wo sie ist.',
      cs: 'Deset metrů polyesteru o síle 12 mm, na jednom konci se zapleteným okem. Trochu pruží, takže vazák zůstane na svém místě.',
    },
    categories: ['rope', 'deck'],
    priceMinor: 2490,
    stock: null,
  },
  {
    sku: 'CM-03',
    slug: 'enamel-mug',
    names: { en: 'Enamel mug', de: 'Emaillebecher', cs: 'Smaltovaný hrnek' },
    texts: {
      en: 'White enamel with a blue rim, for tea on deck. It survives every fall but looks better the more of them it has had.',
      de: 'Weiße Emaille mit blauem Rand, für Tee an Deck. Er übersteht jeden Sturz und sieht mit jedem besser aus.',
      cs: 'Bílý smalt s modrým okrajem, na čaj na palubě. Každý pád přežije a s každým vypadá lépe.',
    },
    categories: ['ashore'],
    priceMinor: 1290,
    stock: 200,
  },
  {
    sku: 'WS-04',
    slug: 'wool-sweater',
    names: { en: 'Wool sweater, navy', de: 'Wollpullover, marine', cs: 'Vlněný svetr, námořnický' },
    texts: {
      en: 'Knitted on the west coast from wool that keeps its oil, so that rain stays outside.\n\nWash it cold, and not often.',
      de: 'An der Westküste gestrickt, aus Wolle, die ihr Fett behält, damit der Regen draußen bleibt.\n\nKalt waschen, und nicht oft.',
      cs: 'Upletený na západním pobřeží z vlny, které zůstal její tuk, takže déšť zůstane venku.\n\nPerte ho za studena a ne často.',
    },
    categories: ['ashore'],
    priceMinor: 11_900,
    stock: 8,
  },
  {
    sku: 'PT-05',
    slug: 'pocket-telescope',
    names: { en: 'Pocket telescope', de: 'Taschenfernrohr', cs: 'Kapesní dalekohled' },
    texts: {
      en: 'Eight times nearer, and small enough for a coat. With a case of oiled leather.',
      de: 'Achtmal näher und klein genug für jeden Mantel. Mit einem Etui aus geöltem Leder.',
      cs: 'Osmkrát blíž a vejde se do každého kabátu. S pouzdrem z mastné kůže.',
    },
    categories: ['deck'],
    priceMinor: 3450,
    stock: 0,
  },
  {
    sku: 'CB-06',
    slug: 'boatswains-box',
    names: { en: 'Boatswain’s box', de: 'Bootsmannskiste', cs: 'Loďmistrova krabice' },
    texts: {
      en: 'The winter’s yarn in one box: three hanks of tarred marline, a fid and a card of knots. We put it together for customers who have bought with us before.',
      de: 'Das Garn des Winters in einer Kiste: drei Strang geteerte Marlleine, ein Fid und eine Karte mit Knoten. Wir packen sie für alle, die bei uns Kunde sind.',
      cs: 'Zimní zásoba v jedné krabici: tři přadena dehtovaného lanka, vyplétací jehla a karta s uzly. Připravujeme ji pro naše zákazníky.',
    },
    categories: ['rope'],
    priceMinor: 4490,
    stock: 30,
    only: { store: 'goods', visibility: 'customers' },
  },
  {
    sku: 'SG-07',
    slug: 'bronze-sextant',
    names: { en: 'Bronze sextant', de: 'Bronzesextant', cs: 'Bronzový sextant' },
    texts: {
      en: 'A sextant of bronze, made to order and engraved with the name of your boat. **Only for Gold customers**; we make twelve a year.',
      de: 'Ein Sextant aus Bronze, auf Bestellung gefertigt und mit dem Namen Ihres Bootes graviert. **Nur für Gold-Kunden**; wir machen zwölf im Jahr.',
      cs: 'Bronzový sextant, vyrobený na objednávku a s vyrytým jménem vaší lodi. **Jen pro zákazníky Gold**; ročně jich vyrobíme dvanáct.',
    },
    categories: ['deck'],
    priceMinor: 129_000,
    stock: 3,
    only: { store: 'goods', visibility: 'groups', groupIds: ['grp_gold'] },
  },
];
