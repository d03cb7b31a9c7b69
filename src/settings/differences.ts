// Two states of a store's settings, setting by setting, by names like `shop.bankAccount.iban`: for the audit, and for whoever is told what
// a colleague has changed meanwhile.
import type { Store } from '../stores/stores.ts';

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
  return flat({ name, currency, languages, timeZone, ...policies });
}

/** A tree as one list. What has a key of its own goes by it, and in which order is a setting too; a list of plain values is one setting. */
function flat(value: unknown, name = ''): Settings {
  if (Array.isArray(value)) {
    if (value.every((one) => typeof one !== 'object' || one === null)) return { [name]: value.join(', ') };
    const names = value.map(nameIn);
    return {
      ...inOrder(value, names, name),
      ...flat(Object.fromEntries(value.map((one, at) => [names[at], one])), name),
    };
  }
  if (typeof value === 'object' && value !== null) {
    const within = (key: string) => (name === '' ? key : `${name}.${key}`);
    return Object.fromEntries(Object.entries(value).flatMap(([key, one]) => Object.entries(flat(one, within(key)))));
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? { [name]: value } : {};
}

function inOrder(all: readonly unknown[], names: readonly string[], name: string): Settings {
  return all.some((one, place) => names[place] !== String(place + 1)) ? { [name]: names.join(', ') } : {};
}

function nameIn(one: unknown, place: number): string {
  if (typeof one === 'object' && one !== null) {
    if ('key' in one) return String(one.key);
    if ('value' in one) return String(one.value);
  }
  return String(place + 1);
}

function told(value: Settings[string]): Settings[string] {
  return typeof value === 'string' && value.length > longestTold ? `${value.slice(0, longestTold)}…` : value;
}
