// What a payer writes beside the amount, so that the shop knows which order it is for: in euros a creditor reference, in Czech
// crowns a variable symbol. Sources: ISO 11649 (RF creditor reference), ISO 7064 (MOD 97-10). Accounts (ISO 13616) and banks (ISO 9362) are
// checked by ibantools, which knows how long the accounts of each country are and which check digits they have within.
import { electronicFormatIBAN, isValidBIC, isValidIBAN } from 'ibantools';

/** The remainder of dividing by 97 a number whose letters stand for 10 to 35. */
function remainder(text: string): number {
  let rest = 0;
  for (const character of text) {
    for (const digit of Number.parseInt(character, 36).toString()) rest = (rest * 10 + Number(digit)) % 97;
  }
  return rest;
}

/** The creditor reference of an order number: `2348236` is `RF332348236`. Of a longer one the last 21 characters count. */
export function creditorReference(number: string): string {
  const reference = number
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .slice(-21);
  const check = 98 - remainder(`${reference}RF00`);
  return `RF${check.toString().padStart(2, '0')}${reference}`;
}

/** The variable symbol of an order number: its digits, the last ten of them. */
export function variableSymbol(number: string): string {
  return number.replaceAll(/\D/g, '').slice(-10).replace(/^0+/, '') || '0';
}

/** An IBAN without spaces and in capitals; null where its country, its form or its check digits are wrong. */
export function ibanIn(text: string): string | null {
  const iban = electronicFormatIBAN(text);
  return iban !== null && isValidIBAN(iban) ? iban : null;
}

/** An IBAN as people read it, in groups of four. */
export function grouped(text: string): string {
  return text.replaceAll(/(.{4})(?=.)/g, '$1 ');
}

/** Whether a text in capitals has the form of a BIC, of a country that there is. */
export function isBic(text: string): boolean {
  return text === text.toUpperCase() && isValidBIC(text);
}
