// Texts of a store's own for tests.
import { env } from 'cloudflare:workers';
import { demoStores, type DemoStore } from '../../src/demo/shops.ts';
import type { MessageName } from '../../src/messages/outbox.ts';
import { messageTemplates } from '../../src/messages/schema.ts';
import type { Parts } from '../../src/messages/templates/parts.ts';
import { defaultParts } from '../../src/messages/templates/templates.ts';
import { openDatabase } from '../../src/web/database.ts';
import type { Language } from '../../src/web/i18n.ts';

/** A text as its form sends it. */
export const messageText = {
  subject: 'Your password is new',
  html: '<p>Ahoy{% if name %} {{ name }}{% endif %}!</p>',
  text: 'Ahoy{% if name %} {{ name }}{% endif %}!',
};

type Traits = { store?: DemoStore; name?: MessageName; language?: Language; version?: number; parts?: Partial<Parts> };

/** A version of a text of the store's own, as it was saved; what is not named is the default's. */
export async function anOwnText(traits: Traits = {}): Promise<void> {
  const { store = 'goods', name = 'password_changed', language = 'en', version = 1, parts } = traits;
  await openDatabase(env)
    .insert(messageTemplates)
    .values({
      storeId: demoStores[store].id,
      name,
      language,
      version,
      ...defaultParts(name, language),
      ...parts,
      at: 1,
    })
    .onConflictDoNothing();
}

/** An own text with one version; returns its place in addresses. */
export async function aMessageText(): Promise<string> {
  await anOwnText();
  return 'password_changed.en';
}
