// What the customers of the demo's crowd are made of.

export type Place = {
  language: 'cs' | 'de' | 'en';
  country: string;
  city: string;
  postalCode: string;
  streets: readonly string[];
  /** The beginning of a phone number as it is stored; seven digits follow. */
  dialling: string;
};

export const places: readonly Place[] = [
  {
    language: 'en',
    country: 'IE',
    city: 'Dublin',
    postalCode: 'D01 X285',
    streets: ['Custom House Quay', 'Sir John Rogerson’s Quay', 'Talbot Street', 'Sheriff Street'],
    dialling: '+353 85',
  },
  {
    language: 'de',
    country: 'DE',
    city: 'Hamburg',
    postalCode: '20457',
    streets: ['Am Sandtorkai', 'Große Elbstraße', 'Brooktorkai', 'Überseeallee'],
    dialling: '+49 1512',
  },
  {
    language: 'cs',
    country: 'CZ',
    city: 'Praha',
    postalCode: '170 00',
    streets: ['Holešovické nábřeží', 'U Průhonu', 'Přístavní', 'Jateční'],
    dialling: '+420 60',
  },
];

type ByLanguage = Readonly<Record<Place['language'], readonly string[]>>;

export const givenNames: ByLanguage = {
  cs: 'Božena Jiří Věra Tomáš Kateřina Ondřej Zdeňka Miloš Růžena Luděk Šárka Vojtěch Anežka Přemysl'.split(' '),
  de: 'Jörg Käthe Günther Änne Björn Lübke Sören Ursula Matthäus Renée Friedrich Mareike Jürgen Heike'.split(' '),
  en: 'Grace Siobhán Conor Niamh Ada Oisín Harriet Cillian Maeve Fionn Róisín Edward Aoife Declan'.split(' '),
};

export const surnames: ByLanguage = {
  cs: (
    'Novák Svobodová Dvořák Černá Procházka Kučerová Veselý Horáková Němec Pokorná Růžička Fialová Hájek Králová ' +
    'Šimek Doležalová Zeman Kolářová Čermák Vaňková Urban Blažková Kříž Říhová Bureš Žáková Hruška Ševčíková'
  ).split(' '),
  de: (
    'Müller Schäfer Köhler Groß Weiß Krüger Böhm Jäger Schröder Kühn Lösch Hüther Strauß Fröhlich ' +
    'Bäcker Königs Brüggemann Nölting Süß Thürmer Vößing Wölk Zöllner Dörfler Härtel Mühlbauer Röder Stöhr'
  ).split(' '),
  en: (
    'Hopper O’Brien Murphy Byrne Lovelace Kavanagh Ní-Bhriain Walsh Doyle McCarthy Gallagher Quinn Somerville Fagan ' +
    'Brennan Whelan Fitzgerald Nolan Keane Roche Power Tierney Wilde Joyce Beckett Heaney Shaw Stoker'
  ).split(' '),
};

export const trades: ByLanguage = {
  cs: ['lodní potřeby', 'půjčovna lodí', 'a syn', 'rybářství'],
  de: ['Bootsbau', 'Schiffsbedarf', '& Söhne', 'Segelmacherei'],
  en: ['Chandlers', 'Boat Hire', '& Daughters', 'Sailmakers'],
};

export const companyForms: Readonly<Record<Place['language'], string>> = { cs: 's.r.o.', de: 'GmbH', en: 'Ltd' };
