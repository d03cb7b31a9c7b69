// What registration asks, as its form is typed: each field that we know off, optional or required.
import * as z from 'zod';
import { demands, policiesSchema } from '../../stores/policies.ts';
import type { Store } from '../../stores/stores.ts';
import type { Planned } from '../routes.ts';

const { registrationFields } = policiesSchema.shape;

/** The fields that we know, in the order of the form. */
export const fields = registrationFields.unwrap().keyof().options;

const demand = z.enum(demands, 'invalid');

/** The demands as a change of the store. */
export const demandsSchema = z
  .object(Object.fromEntries(fields.map((name) => [nameOf(name), demand])))
  .transform((typed) => (): Planned => {
    const asked = Object.fromEntries(fields.map((name) => [name, typed[nameOf(name)]]));
    return { policies: { registrationFields: asked } };
  });

/** The same as the form shows them. */
export function demandsAsTyped({ policies }: Store): Record<string, string> {
  return Object.fromEntries(fields.map((name) => [nameOf(name), policies.registrationFields[name]]));
}

/** The name of the setting, and of its field. */
export function nameOf(name: (typeof fields)[number]): string {
  return `registrationFields.${name}`;
}

/** In which of the store's languages a preview is. */
export function previewSchema({ languages: [first = 'en', ...others] }: Store) {
  return z.object({ in: z.enum([first, ...others]).catch(first) });
}
