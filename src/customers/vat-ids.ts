// VAT identification numbers of the European Union, Great Britain, Northern Ireland, Norway and Switzerland: form and check
// digits, by stdnum. Whether a number is in force only the tax office knows. Kept without spaces, behind the letters of the
// country: `DE136695976`.
import * as at from 'stdnum/lib/cjs/at/uid.js';
import * as be from 'stdnum/lib/cjs/be/vat.js';
import * as bg from 'stdnum/lib/cjs/bg/vat.js';
import * as ch from 'stdnum/lib/cjs/ch/vat.js';
import * as cy from 'stdnum/lib/cjs/cy/vat.js';
import * as cz from 'stdnum/lib/cjs/cz/dic.js';
import * as de from 'stdnum/lib/cjs/de/vat.js';
import * as dk from 'stdnum/lib/cjs/dk/cvr.js';
import * as ee from 'stdnum/lib/cjs/ee/kmkr.js';
import * as es from 'stdnum/lib/cjs/es/nif.js';
import * as fi from 'stdnum/lib/cjs/fi/alv.js';
import * as fr from 'stdnum/lib/cjs/fr/tva.js';
import * as gb from 'stdnum/lib/cjs/gb/vat.js';
import * as gr from 'stdnum/lib/cjs/gr/vat.js';
import * as hr from 'stdnum/lib/cjs/hr/oib.js';
import * as hu from 'stdnum/lib/cjs/hu/anum.js';
import * as ie from 'stdnum/lib/cjs/ie/vat.js';
import * as it from 'stdnum/lib/cjs/it/iva.js';
import * as lt from 'stdnum/lib/cjs/lt/pvm.js';
import * as lu from 'stdnum/lib/cjs/lu/tva.js';
import * as lv from 'stdnum/lib/cjs/lv/pvn.js';
import * as mt from 'stdnum/lib/cjs/mt/vat.js';
import * as nl from 'stdnum/lib/cjs/nl/btw.js';
import * as no from 'stdnum/lib/cjs/no/mva.js';
import * as pl from 'stdnum/lib/cjs/pl/nip.js';
import * as pt from 'stdnum/lib/cjs/pt/nif.js';
import * as ro from 'stdnum/lib/cjs/ro/cui.js';
import * as se from 'stdnum/lib/cjs/se/vat.js';
import * as si from 'stdnum/lib/cjs/si/ddv.js';
import * as sk from 'stdnum/lib/cjs/sk/dph.js';
import * as z from 'zod';
import { optionalLine } from '../web/lines.ts';

type Rule = { validate: (number: string) => { isValid: boolean; compact?: string } };

/** The rule of each country by the letters that its numbers begin with. Greece writes EL, Northern Ireland XI. */
const rules: Readonly<Record<string, Rule>> = {
  AT: at,
  BE: be,
  BG: bg,
  CHE: ch,
  CY: cy,
  CZ: cz,
  DE: de,
  DK: dk,
  EE: ee,
  EL: gr,
  ES: es,
  FI: fi,
  FR: fr,
  GB: gb,
  HR: hr,
  HU: hu,
  IE: ie,
  IT: it,
  LT: lt,
  LU: lu,
  LV: lv,
  MT: mt,
  NL: nl,
  NO: no,
  PL: pl,
  PT: pt,
  RO: ro,
  SE: se,
  SI: si,
  SK: sk,
  XI: gb,
};

/** What somebody writes in front who thinks of the country's code. */
const otherPrefixes: Readonly<Record<string, string>> = { GR: 'EL', CH: 'CHE' };

/** The most characters of one as it is typed. */
export const longestVatId = 30;

/** A VAT ID as typed, with the letters of its country; the number without them is taken for one of `country` (ISO 3166-1). */
export function vatIdIn(country: string) {
  return optionalLine(longestVatId).transform((typed, context) => {
    const bare = typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
    const found = typed === '' ? '' : (vatIdOf(bare) ?? vatIdOf(country + bare));
    if (found !== null) return found;
    context.addIssue({ code: 'custom', message: 'vat_id_invalid' });
    return z.NEVER;
  });
}

function vatIdOf(written: string): string | null {
  const [, prefix = '', number = ''] = /^(CHE|[A-Z]{2})(.+)$/.exec(written) ?? [];
  const letters = otherPrefixes[prefix] ?? prefix;
  const rule = rules[letters];
  if (!rule) return null;
  try {
    // Great Britain's numbers know nothing of XI; Switzerland's are checked with their letters.
    const result = rule.validate(letters === 'CHE' ? letters + number : number);
    if (!result.isValid || result.compact === undefined) return null;
    return result.compact.startsWith(letters) ? result.compact : letters + result.compact;
  } catch {
    // The rule of the Netherlands throws where a number is too odd to be split.
    return null;
  }
}
