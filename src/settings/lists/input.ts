// Lists that staff put in order: a few values, each in its place of one form, and rows of which each goes up or down.
import { oneOf } from '../input.ts';

/** The choices of a value's place: first, second and so on; none where it is not in the list. */
export function placesFor(values: readonly string[]): string[] {
  return ['', ...values.map((_, place) => String(place + 1))];
}

/** The places of values, in the fields `<part>_<value>`. */
export function places(part: string, values: readonly string[]) {
  return Object.fromEntries(values.map((value) => [`${part}_${value}`, oneOf(placesFor(values)).prefault('')]));
}

/** The values in the order of their places; `twice` is the first that is where another is already. */
export function placed<Value extends string>(
  typed: Readonly<Record<string, unknown>>,
  part: string,
  values: readonly Value[],
): { order: Value[]; twice: Value | undefined } {
  const placeOf = (value: Value) => Number(typed[`${part}_${value}`] ?? '');
  const order = values.filter((value) => placeOf(value) > 0).toSorted((one, other) => placeOf(one) - placeOf(other));
  const twice = order.find((value, at) => order.slice(0, at).some((other) => placeOf(other) === placeOf(value)));
  return { order, twice };
}

/** The same as the form shows it. */
export function placesAsTyped(part: string, values: readonly string[], order: readonly string[]) {
  return Object.fromEntries(
    values.map((value) => [`${part}_${value}`, order.includes(value) ? String(order.indexOf(value) + 1) : '']),
  );
}
