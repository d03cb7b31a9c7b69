// Two states of a store's settings, setting by setting, by names like `shop.bankAccount.iban`: for the audit, and for whoever is told what
// a colleague has changed meanwhile.
import type { Store } from '../stores/stores.ts';
import { typedAmount } from '../ui/money.ts';

/** Settings by name, each as a text, a number or a truth. */
export type Settings = Record<string, string | number | boolean | null>;

/** The most of a text that is told, in characters. */
const longestTold = 200;

/** What is different, as it was and as it is; what one of them has not is null there. */
export function differencesBetween(before: Store, after: Store): { before: Settings; after: Settings } {
  const [old, current] = [settingsOf(before), settingsOf(after)];
  const names = Object.keys({ ...old, ...current }).filter((name) => (old[name] ?? null) !== (current[name] ?? null));
  const among = (settings: Settings) => Object.fromEntries(names.map((name) => [name, told(settings[name] ?? null)]));
  return { before: among(old), after: among(current) };
}

function settingsOf({ name, currency, languages, timeZone, policies }: Store): Settings {
  const settings = flat({ name, currency, languages, timeZone, ...policies });
  return Object.fromEntries(Object.entries(settings).map(([one, value]) => [one, withUnit(one, value, currency)]));
}

/** What stands in the policies as a figure only, as people write it: `490` of a price as `4.90 EUR`, `2300` of a tax as `23 %`. */
function withUnit(name: string, value: Settings[string], currency: string): Settings[string] {
  if (typeof value !== 'number') return value;
  if (name.endsWith('Minor')) return `${typedAmount(value, currency)} ${currency}`;
  return name.startsWith('tax.rates.') ? `${value / 100} %` : value;
}

/** A tree as one list. What has a key of its own goes by it, and their order is told; a list of plain values is one setting. */
function flat(value: unknown, name = ''): Settings {
  if (Array.isArray(value)) {
    if (value.every((one) => typeof one !== 'object' || one === null)) return { [name]: value.join(', ') };
    const names = value.map((one, place) => nameOf(one) ?? String(place + 1));
    const order = value.every((one) => nameOf(one) !== null) ? { [name]: names.join(', ') } : {};
    return { ...order, ...flat(Object.fromEntries(value.map((one, place) => [names[place], one])), name) };
  }
  if (typeof value === 'object' && value !== null) {
    const inner = Object.entries(value)
      .filter(([key]) => key !== 'key')
      .map(([key, one]) => flat(one, name === '' ? key : `${name}.${key}`));
    return Object.fromEntries(inner.flatMap((one) => Object.entries(one)));
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? { [name]: value } : {};
}

function nameOf(one: unknown): string | null {
  if (typeof one !== 'object' || one === null) return null;
  if ('key' in one) return String(one.key);
  return 'value' in one ? String(one.value) : null;
}

function told(value: Settings[string]): Settings[string] {
  return typeof value === 'string' && value.length > longestTold ? `${value.slice(0, longestTold)}…` : value;
}
